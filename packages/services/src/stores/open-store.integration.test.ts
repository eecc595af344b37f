import { type ShopifyEmulator, TEST_OWN_APP } from '@studio/emulators/shopify'
import { StoreFailure } from '@studio/integrations/store-connector'
import { createShopifyApp } from '@studio/integrations/stores'
import { letAppIn, openTestStudio, type TestStudio, until } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountActor, Deps } from '../kernel/index.ts'
import { beginShopify, connectShopifyApp, finishShopify, openStore, toDomainError } from './index.ts'
import { openStoreCredentials, sealStoreCredentials } from './store-credentials.ts'

const SHOP = 'quiet-goods.myshopify.com'
const MINUTE_MS = 60_000
const signal = new AbortController().signal

let studio: TestStudio
let shopify: ShopifyEmulator
let deps: Deps
let ada: AccountActor
let storeId: string

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
  ;({ deps, shopify } = studio)
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.deps.db.store.deleteMany()
  shopify.reset()
  shopify.addShop(SHOP, { name: 'Quiet Goods' })
  await shopify.advance(studio.clock.now().getTime() - shopify.now().getTime())
  ada = await studio.makeAccount()
  const { url } = await beginShopify(ada, { shop: SHOP }, deps)
  const { searchParams: query } = await letAppIn(url)
  storeId = (await finishShopify(ada, { query }, deps)).id
})

/** Lets time pass, for the shop and for us. */
async function pass(ms: number): Promise<void> {
  studio.clock.advance(ms)
  await shopify.advance(ms)
}
const rowOf = () => deps.db.store.findUniqueOrThrow({ where: { id: storeId } })
const credentialsNow = async () => {
  const row = await rowOf()
  return openStoreCredentials(row.credentialsSealed ?? '', row, deps)
}
/** Opens the store as one process would, and asks it who it is. */
const ask = async (more: Partial<Deps> = {}) =>
  openStore(await rowOf(), { ...deps, ...more }).describe(signal)
const asked = (path: string) => shopify.requests().filter((entry) => entry.path.endsWith(path)).length
const lockedOut = () => deps.db.event.count({ where: { accountId: ada.accountId, type: 'store.locked_out' } })

describe('what a shop let us in with', () => {
  it('is used as it is while it is good', async () => {
    const before = asked('/access_token')
    await ask()
    expect(asked('/access_token')).toBe(before)
  })

  it('is replaced five minutes before it ends, and what is stored then is the next', async () => {
    const first = await credentialsNow()
    await pass(55 * MINUTE_MS)
    expect((await ask()).name).toBe('Quiet Goods')
    const next = await credentialsNow()
    expect(next).toMatchObject({ platform: 'shopify', app: null })
    expect(next).not.toMatchObject({ accessToken: (first as { accessToken: string }).accessToken })
    expect(await rowOf()).toMatchObject({ credentialsVersion: 2, credentialsLease: null })
  })

  it('is replaced once, however many processes want it at the same moment', async () => {
    await pass(61 * MINUTE_MS)
    const before = asked('/access_token')
    let tries = 0
    const store = new Proxy(deps.db.store, {
      get(table, name) {
        if (name === 'updateMany') tries++
        return Reflect.get(table, name)
      },
    })
    const db = new Proxy(deps.db, { get: (all, name) => (name === 'store' ? store : Reflect.get(all, name)) })
    const { shopifyApp } = deps
    const slow = shopifyApp && {
      ...shopifyApp,
      async getTokens(...asked: Parameters<typeof shopifyApp.getTokens>) {
        // Shopify answers when all the others have tried as well.
        await until('all have tried', () => tries >= 8)
        return shopifyApp.getTokens(...asked)
      },
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask({ db, shopifyApp: slow })))
    expect(answers.map(({ name }) => name)).toEqual(Array(8).fill('Quiet Goods'))
    expect(asked('/access_token') - before).toBe(1)
    expect((await rowOf()).credentialsVersion).toBe(2)
  })

  it('goes on for ninety days and more without anybody', async () => {
    for (let month = 0; month < 4; month++) {
      await pass(30 * 24 * 60 * MINUTE_MS)
      expect((await ask()).name).toBe('Quiet Goods')
    }
  })

  it('is not lost with the answer that replaces it', async () => {
    await pass(61 * MINUTE_MS)
    shopify.addScenario({ match: { route: 'token' }, effect: { kind: 'lost_answer' } })
    await expect(ask()).rejects.toMatchObject({ code: 'unreachable' })
    expect(await rowOf()).toMatchObject({ status: 'connected', credentialsLease: null })
    expect((await ask()).name).toBe('Quiet Goods')
  })

  it.each(['html', 'html_ok', 'status', 'bad_json', 'reset'] as const)(
    'stays when Shopify answers %s instead of the next',
    async (kind) => {
      await pass(61 * MINUTE_MS)
      shopify.addScenario({ match: { route: 'token' }, effect: { kind } })
      await expect(ask()).rejects.toBeInstanceOf(StoreFailure)
      expect(await rowOf()).toMatchObject({ status: 'connected', problem: null })
      expect((await ask()).name).toBe('Quiet Goods')
    },
  )

  it('is taken over from a process that died while it replaced it', async () => {
    await pass(61 * MINUTE_MS)
    const credentialsLease = new Date(deps.clock.now().getTime() + MINUTE_MS)
    await deps.db.store.update({ where: { id: storeId }, data: { credentialsLease } })
    await pass(MINUTE_MS)
    expect((await ask()).name).toBe('Quiet Goods')
  })

  it('is not written by a process that was overtaken', async () => {
    await pass(61 * MINUTE_MS)
    const { shopifyApp } = deps
    const theirs = { credentialsLease: new Date(deps.clock.now().getTime() + MINUTE_MS) }
    let answers = 0
    const overtaken = shopifyApp && {
      ...shopifyApp,
      async getTokens(...asked: Parameters<typeof shopifyApp.getTokens>) {
        const tokens = await shopifyApp.getTokens(...asked)
        // While the first answer was on its way, the lease ran out and another process took it.
        if (answers === 0) await deps.db.store.update({ where: { id: storeId }, data: theirs })
        answers++
        return tokens
      },
    }
    const asking = ask({ shopifyApp: overtaken })
    await until('the answer has come', async () => answers === 1)
    expect(await rowOf()).toMatchObject({ credentialsVersion: 1, ...theirs })
    await pass(MINUTE_MS)
    expect((await asking).name).toBe('Quiet Goods')
    expect(await rowOf()).toMatchObject({ credentialsVersion: 2, credentialsLease: null })
  })

  it('is replaced once when it is refused before its time', async () => {
    const row = await rowOf()
    const stale = { ...(await credentialsNow()), accessToken: 'shpat_stale' }
    const credentialsSealed = sealStoreCredentials(stale, row, deps)
    await deps.db.store.update({ where: { id: storeId }, data: { credentialsSealed } })
    expect((await ask()).name).toBe('Quiet Goods')
    expect((await rowOf()).credentialsVersion).toBe(2)
  })

  it('that is revoked for good locks the store out, which is told once', async () => {
    shopify.revokeTokens(SHOP)
    await expect(ask()).rejects.toMatchObject({ code: 'access_revoked' })
    await expect(ask()).rejects.toMatchObject({ code: 'access_revoked' })
    expect(await rowOf()).toMatchObject({ status: 'locked_out', problem: 'access_revoked' })
    expect(await lockedOut()).toBe(1)
  })

  it('that is revoked between two calls of one piece of work ends it with the reason', async () => {
    const connector = openStore(await rowOf(), deps)
    await connector.describe(signal)
    shopify.revokeTokens(SHOP)
    await expect(connector.readProduct('gid://shopify/Product/1', signal)).rejects.toMatchObject({
      code: 'access_revoked',
    })
  })

  it('that was destroyed is not asked for again', async () => {
    await deps.db.store.update({ where: { id: storeId }, data: { credentialsSealed: null } })
    const before = shopify.requests().length
    await expect(
      openStore({ ...(await rowOf()), platform: 'shopify' }, deps).describe(signal),
    ).rejects.toMatchObject({ code: 'access_revoked' })
    expect(shopify.requests()).toHaveLength(before)
  })

  it('by an app of its owner’s comes from that app again when it ends', async () => {
    const { id } = await connectShopifyApp(ada, { shop: SHOP, ...TEST_OWN_APP }, deps)
    storeId = id
    await pass(25 * 60 * MINUTE_MS)
    expect((await ask()).name).toBe('Quiet Goods')
    expect(await credentialsNow()).toMatchObject({ app: TEST_OWN_APP, refreshToken: null })
  })

  it('stays as it is while the studio lacks its app', async () => {
    await pass(61 * MINUTE_MS)
    const shopifyApp = createShopifyApp({ app: null, standInUrl: shopify.url, clock: studio.clock })
    await expect(ask({ shopifyApp })).rejects.toMatchObject({ code: 'refused' })
    expect((await rowOf()).status).toBe('connected')
  })
})

it('what a store answers is told in a sentence with what to do, and without its own words', () => {
  const failure = new StoreFailure('throttled', '<html>secret</html>', { retryAfterMs: 1500 })
  expect(toDomainError(failure)).toMatchObject({
    code: 'store_unreachable',
    message: expect.stringContaining('Try again'),
    details: { problem: 'throttled', retryAfterSeconds: 2 },
  })
  expect(JSON.stringify(toDomainError(failure))).not.toContain('secret')
})
