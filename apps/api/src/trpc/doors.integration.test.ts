import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '@studio/core/kernel'
import { fillPublication, fillStore, readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'
import { appRouter } from './router.ts'

/**
 * How a door answers: to everybody, to those who signed in, to whom the thing belongs, to whoever has a link that was
 * sent by mail, or to no browser at all.
 */
type Rule = {
  opensTo: 'everybody' | 'accounts' | 'owner' | 'links' | 'tokens'
  input?: () => unknown
  /** What an account is answered, where the made-up input of these tests leads nowhere. */
  status?: number
}

let api: TestApi
let picture: Awaited<ReturnType<typeof servePicture>>
let owner: Visitor
/** What belongs to the owner, and must never show in an answer to anybody else. */
const owned = {
  asset: '',
  generation: '',
  quote: '',
  token: '',
  session: '',
  identity: '',
  mailLink: '',
  endpoint: '',
  delivery: '',
  export: '',
  savedShot: '',
  batch: '',
  store: '',
  product: '',
  publication: '',
  fileName: 'canary-mug.jpg',
}

/** Asserts that an answer to somebody else tells nothing but what they sent. */
function expectNoSecrets(path: string, text: string): void {
  const sent = JSON.stringify(RULES[path]?.input?.() ?? null)
  for (const secret of Object.values(owned)) if (!sent.includes(secret)) expect(text).not.toContain(secret)
}

const description = {
  product: 'A mug',
  category: 'kitchen',
  materials: [],
  colours: [],
  suggestedShotIds: [],
  altText: 'A mug.',
}
const work = { prompt: 'a red shoe', count: 1 }
const savedShot = {
  name: 'Red',
  words: 'a red shoe',
  modelId: 'gemini-nano-banana-2.1',
  aspectRatio: '1:1' as const,
  imageSize: '1K' as const,
}
/** A batch of the owner's own photo. */
const batchOf = () => ({ sources: { assetIds: [owned.asset as `ast_${string}`] }, work: [work] })
const PRODUCT = {
  ...{ foreignId: '1', title: 'canary mug', handle: 'canary-mug', status: 'publish', productType: '' },
  ...{ vendor: '', url: null, updatedAt: '2026-11-22T12:00:00.000Z', media: [], variants: [] },
}
const PLANNED = { op: 'alt', mediaId: '1', alt: 'A mug' }
const password = 'correct horse battery'
/** The owner's link, with a secret that somebody made up. */
const link = () => ({ id: owned.mailLink, secret: 'A'.repeat(43) })
const email = () => `new-${Math.random().toString(36).slice(2)}@example.com`

/** Every procedure there is; one that is missing here fails the first test. */
const RULES: Record<string, Rule> = {
  'auth.signUp': {
    opensTo: 'everybody',
    input: () => ({ email: email(), password: 'correct horse battery' }),
  },
  'auth.signIn': {
    opensTo: 'everybody',
    input: () => ({ email: 'merchant-1@example.com', password: 'correct horse battery' }),
  },
  'auth.signOut': { opensTo: 'everybody' },
  'auth.session': { opensTo: 'everybody' },
  'auth.providers': { opensTo: 'everybody' },
  'auth.forgotPassword': { opensTo: 'everybody', input: () => ({ email: email() }) },
  'auth.resetPassword': { opensTo: 'links', input: () => ({ ...link(), password: 'another horse battery' }) },
  'auth.confirmEmail': { opensTo: 'links', input: () => link() },
  'shots.list': { opensTo: 'everybody' },
  'models.list': { opensTo: 'everybody' },
  'shots.page': { opensTo: 'everybody' },
  'shots.recommended': { opensTo: 'owner', input: () => ({ assetIds: [owned.asset] }) },
  'shots.save': { opensTo: 'accounts', input: () => savedShot },
  'shots.update': { opensTo: 'owner', input: () => ({ ...savedShot, id: owned.savedShot }) },
  'shots.delete': { opensTo: 'owner', input: () => ({ id: owned.savedShot }) },
  'shots.setFavourite': {
    opensTo: 'owner',
    input: () => ({ shotId: owned.savedShot, isFavourite: true }),
  },
  'brandKit.get': { opensTo: 'accounts' },
  'brandKit.save': {
    opensTo: 'owner',
    input: () => ({ colours: [], logoAssetId: owned.asset, wordsToUse: [], wordsToAvoid: [] }),
  },
  'models.page': { opensTo: 'everybody' },
  'tokens.list': { opensTo: 'accounts', input: () => ({}) },
  'tokens.create': {
    opensTo: 'accounts',
    input: () => ({ name: 'script', scopes: ['assets:read'], expiresInDays: 30 }),
  },
  'tokens.rotate': { opensTo: 'owner', input: () => ({ id: owned.token }) },
  'tokens.revoke': { opensTo: 'owner', input: () => ({ id: owned.token }) },
  'tokens.caller': { opensTo: 'tokens' },
  'requestLog.list': { opensTo: 'accounts', input: () => ({}) },
  'account.get': { opensTo: 'accounts' },
  'account.changeName': { opensTo: 'accounts', input: () => ({ name: 'Somebody' }) },
  'account.changeEmail': { opensTo: 'accounts', input: () => ({ email: email(), password }) },
  'account.keepEmail': { opensTo: 'accounts' },
  'account.sendVerification': { opensTo: 'accounts' },
  'account.changePassword': {
    opensTo: 'accounts',
    input: () => ({ currentPassword: password, newPassword: 'another horse battery' }),
  },
  'sessions.list': { opensTo: 'accounts' },
  'sessions.end': { opensTo: 'owner', input: () => ({ id: owned.session }) },
  'sessions.endOthers': { opensTo: 'accounts' },
  'sessions.signIns': { opensTo: 'accounts', input: () => ({}) },
  'identities.list': { opensTo: 'accounts' },
  'identities.beginLink': { opensTo: 'owner', input: () => ({ password }) },
  'identities.unlink': { opensTo: 'owner', input: () => ({ id: owned.identity, password }) },
  'credits.balance': { opensTo: 'accounts' },
  'credits.entries': { opensTo: 'accounts', input: () => ({}) },
  'credits.grants': { opensTo: 'accounts' },
  'credits.usage': { opensTo: 'accounts' },
  'credits.statement': { opensTo: 'accounts' },
  'subscription.offers': { opensTo: 'everybody' },
  'subscription.get': { opensTo: 'accounts' },
  'subscription.changePlan': { opensTo: 'accounts', input: () => ({ planId: 'starter' }) },
  'subscription.buyTopUp': { opensTo: 'accounts', input: () => ({ packId: 'pack-100' }) },
  'subscription.cancelOrders': { opensTo: 'accounts' },
  'assets.list': { opensTo: 'accounts', input: () => ({}) },
  'assets.get': { opensTo: 'owner', input: () => ({ id: owned.asset }) },
  'assets.importFromUrl': { opensTo: 'accounts', input: () => ({ url: `${picture.url}/mug.jpg` }) },
  'assets.delete': { opensTo: 'owner', input: () => ({ id: owned.asset }) },
  'products.list': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'products.ids': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'products.get': { opensTo: 'owner', input: () => ({ id: owned.product }) },
  'products.types': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'products.import': { opensTo: 'owner', input: () => ({ productIds: [owned.product] }) },
  // Of products that are not there, nothing is in the library.
  'products.sources': { opensTo: 'accounts', input: () => ({ ids: [owned.product] }) },
  'products.importProblems': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'analyses.get': { opensTo: 'owner', input: () => ({ id: owned.asset }) },
  'analyses.edit': { opensTo: 'owner', input: () => ({ id: owned.asset, ...description }) },
  'analyses.reset': { opensTo: 'owner', input: () => ({ id: owned.asset }) },
  'analyses.repeat': { opensTo: 'owner', input: () => ({ id: owned.asset }) },
  'quotes.create': { opensTo: 'accounts', input: () => work },
  'generations.start': {
    opensTo: 'owner',
    input: () => ({ ...work, sourceAssetIds: [owned.asset], quoteId: owned.quote }),
  },
  'generations.list': { opensTo: 'accounts', input: () => ({}) },
  'generations.get': { opensTo: 'owner', input: () => ({ id: owned.generation }) },
  'generations.lineage': { opensTo: 'owner', input: () => ({ id: owned.generation }) },
  'generations.cancel': { opensTo: 'owner', input: () => ({ id: owned.generation }) },
  'generations.delete': { opensTo: 'owner', input: () => ({ id: owned.generation }) },
  // What is not there is said to be gone.
  'batchSources.examine': { opensTo: 'accounts', input: () => ({ assetIds: [owned.asset], productIds: [] }) },
  'batchSources.preview': { opensTo: 'accounts', input: () => ({ assetIds: [owned.asset], productIds: [] }) },
  'batches.quote': { opensTo: 'owner', input: batchOf },
  'batches.start': { opensTo: 'owner', input: () => ({ ...batchOf(), maxCredits: 9 }) },
  'batches.list': { opensTo: 'accounts', input: () => ({}) },
  'batches.get': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.items': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.positions': { opensTo: 'owner', input: () => ({ id: owned.batch, filter: 'all' }) },
  'batches.itemsAt': { opensTo: 'owner', input: () => ({ id: owned.batch, positions: [0] }) },
  'batches.pause': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.resume': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.quoteRetry': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.cancel': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.retry': { opensTo: 'owner', input: () => ({ id: owned.batch, maxCredits: 9 }) },
  'batches.review': {
    opensTo: 'owner',
    input: () => ({ id: owned.batch, itemIds: ['bit_01kaqx3v5zj8m4n7p2q9r6t0wy'], review: 'accepted' }),
  },
  'batches.accepted': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.fitAccepted': { opensTo: 'owner', input: () => ({ id: owned.batch, channel: 'amazon' }) },
  'batches.request': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'batches.saveDraft': { opensTo: 'accounts', input: () => ({ request: {} }) },
  'batches.delete': { opensTo: 'owner', input: () => ({ id: owned.batch }) },
  'publications.prepare': { opensTo: 'owner', input: () => ({ assetIds: [owned.asset] }) },
  'publications.plan': {
    opensTo: 'owner',
    input: () => ({ storeId: owned.store, productId: owned.product, changes: [PLANNED] }),
  },
  'publications.planMany': {
    opensTo: 'owner',
    input: () => ({ storeId: owned.store, products: [{ productId: owned.product, changes: [PLANNED] }] }),
  },
  'publications.replan': { opensTo: 'owner', input: () => ({ id: owned.publication }) },
  'publications.list': { opensTo: 'owner', input: () => ({ productId: owned.product }) },
  'publications.get': { opensTo: 'owner', input: () => ({ id: owned.publication }) },
  'publications.discard': { opensTo: 'owner', input: () => ({ ids: [owned.publication] }) },
  'publications.approve': { opensTo: 'owner', input: () => ({ ids: [owned.publication] }) },
  'publications.applyOne': { opensTo: 'owner', input: () => ({ id: owned.publication }) },
  'publications.planUndo': { opensTo: 'owner', input: () => ({ id: owned.publication }) },
  'publications.undo': { opensTo: 'owner', input: () => ({ id: owned.publication }) },
  'stores.list': { opensTo: 'accounts' },
  'stores.get': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'stores.mirror': { opensTo: 'owner', input: () => ({ id: owned.store }) },
  'stores.disconnect': { opensTo: 'owner', input: () => ({ id: owned.store, keepHistory: false }) },
  'stores.beginShopify': { opensTo: 'accounts', input: () => ({ shop: 'quiet-goods' }) },
  'stores.beginWooCommerce': { opensTo: 'accounts', input: () => ({ address: 'https://shop.example' }) },
  'stores.connectShopifyApp': {
    ...{ opensTo: 'accounts', status: 503 },
    input: () => ({ shop: 'quiet-goods', clientId: 'id', clientSecret: 'secret' }),
  },
  'stores.connectWooCommerce': {
    ...{ opensTo: 'accounts', status: 422 },
    input: () => ({ address: 'https://127.0.0.1', user: 'ada', applicationPassword: 'abcd efgh' }),
  },
  'stores.readClaim': { opensTo: 'owner', input: () => ({ claim: 'A'.repeat(43) }) },
  'stores.claim': { opensTo: 'owner', input: () => ({ claim: 'A'.repeat(43) }) },
  'exports.create': { opensTo: 'owner', input: () => ({ assetIds: [owned.asset] }) },
  'exports.list': { opensTo: 'accounts', input: () => ({}) },
  'exports.get': { opensTo: 'owner', input: () => ({ id: owned.export }) },
  'exports.delete': { opensTo: 'owner', input: () => ({ id: owned.export }) },
  'usage.list': { opensTo: 'accounts', input: () => ({}) },
  'usage.record': { opensTo: 'accounts', input: () => ({ feature: 'library' }) },
  'usage.delete': { opensTo: 'accounts', input: () => ({}) },
  'usage.settings': { opensTo: 'accounts' },
  'usage.changeSettings': { opensTo: 'accounts', input: () => ({ isFeatureUseRecorded: false }) },
  'deletion.summary': { opensTo: 'accounts' },
  'deletion.get': { opensTo: 'accounts' },
  'deletion.request': { opensTo: 'accounts', input: () => ({ when: 'in_seven_days', password }) },
  'deletion.cancel': { opensTo: 'accounts' },
  'changes.watch': { opensTo: 'accounts' },
  'webhooks.list': { opensTo: 'accounts' },
  'webhooks.create': {
    opensTo: 'accounts',
    input: () => ({ url: 'https://example.com/events', events: ['output.failed'] }),
  },
  'webhooks.delete': { opensTo: 'owner', input: () => ({ id: owned.endpoint }) },
  'webhooks.enable': { opensTo: 'owner', input: () => ({ id: owned.endpoint }) },
  'webhooks.rotateSecret': { opensTo: 'owner', input: () => ({ id: owned.endpoint }) },
  'webhooks.sendTest': { opensTo: 'owner', input: () => ({ id: owned.endpoint }) },
  'webhooks.deliveries': { opensTo: 'owner', input: () => ({ id: owned.endpoint }) },
  'webhooks.replay': {
    opensTo: 'owner',
    input: () => ({ id: owned.endpoint, deliveryId: owned.delivery }),
  },
}

const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>

beforeAll(async () => {
  picture = await servePicture(await readPhoto())
  // Nobody listens at port 1, so that no test of these ever asks a shop.
  const shopify = {
    SHOPIFY_API_KEY: 'id',
    SHOPIFY_API_SECRET: 'secret',
    SHOPIFY_STAND_IN_URL: 'http://127.0.0.1:1',
  }
  api = await openTestApi({ environment: { SAFE_FETCH_ALLOW: picture.url, ...shopify } })
  owner = await api.merchant()
  const upload = await owner.postForm([['file', await readPhoto(), owned.fileName]])
  owned.asset = (await readJson(upload)).id ?? ''
  owned.generation = (await owner.trpc.generations.start.mutate({ ...work, maxCredits: 9 })).id
  owned.batch = (await owner.trpc.batches.start.mutate({ ...batchOf(), maxCredits: 9 })).id
  owned.export = (await owner.trpc.exports.create.mutate({})).id
  owned.session = (await owner.trpc.sessions.list.query())[0]?.id ?? ''
  owned.mailLink = (await api.studio.deps.db.mailLink.findFirstOrThrow()).id
  const account = await owner.trpc.account.get.query()
  owned.identity = await linkIdentity(account.id)
  const { storeId, productIds } = await fillStore({ accountId: account.id }, [PRODUCT], api.studio.deps)
  owned.store = storeId
  owned.product = productIds[0] ?? ''
  owned.publication = await fillPublication({ accountId: account.id }, api.studio.deps)
  owned.savedShot = (await owner.trpc.shots.save.mutate(savedShot)).id
  const token = { name: 'script', scopes: ['assets:read' as const], expiresInDays: null }
  owned.token = (await owner.trpc.tokens.create.mutate(token)).id
  owned.quote = (await owner.trpc.quotes.create.mutate(work)).id
  const endpoint = { url: 'https://example.com/canary', events: ['output.failed' as const] }
  owned.endpoint = (await owner.trpc.webhooks.create.mutate(endpoint)).id
  const named = { id: owned.endpoint as `whe_${string}` }
  owned.delivery = (await owner.trpc.webhooks.sendTest.mutate(named)).id
})
afterAll(async () => {
  await api.close()
  await picture.close()
})

/** Somebody's web server, from which a picture is imported. */
async function servePicture(bytes: Buffer) {
  const server = createServer((_req, res) => res.end(bytes))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Writes down that somebody at an external provider opens an account. */
async function linkIdentity(accountId: string): Promise<string> {
  const now = api.studio.clock.now()
  const who = { accountId, issuer: 'https://id.example', subject: 'owner', email: 'canary@id.example' }
  const id = newId('identity', now)
  await api.studio.deps.db.identity.create({ data: { id, ...who, createdAt: now, lastUsedAt: now } })
  return id
}

/** Calls a procedure as a program would that has nothing but the address. */
async function call(
  who: Visitor,
  path: string,
  input = RULES[path]?.input?.(),
): Promise<{ status: number; text: string }> {
  const type = procedures[path]?._def.type
  if (type === 'mutation') {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    }
    return readAnswer(await who.fetch(`/trpc/${path}`, init))
  }
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  return readAnswer(
    await who.fetch(`/trpc/${path}${query}`, {
      headers: { accept: type === 'subscription' ? 'text/event-stream' : '*/*' },
    }),
  )
}

/** Of a live channel the first events are enough: it never ends. */
async function readAnswer(response: Response): Promise<{ status: number; text: string }> {
  const isLive = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (!isLive) return { status: response.status, text: await response.text() }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? expect.fail('no body')
  let text = ''
  while (!/resync|not_signed_in/.test(text)) {
    const { value, done } = await reader.read()
    if (done) break
    text += value
  }
  await reader.cancel()
  return { status: text.includes('not_signed_in') ? 401 : response.status, text }
}

/** Somebody with a cookie that looks right and is not. */
async function forger(): Promise<Visitor> {
  const visitor = api.visitor()
  visitor.cookie = `__Host-session=${'a'.repeat(40)}`
  return visitor
}

/** Somebody who kept the cookie of a session that was ended. */
async function leaver(): Promise<Visitor> {
  const visitor = await api.merchant()
  const { cookie } = visitor
  await visitor.trpc.auth.signOut.mutate()
  visitor.cookie = cookie
  return visitor
}

it('every procedure has a rule, and no rule is for nothing', () => {
  expect(Object.keys(procedures).sort()).toEqual(Object.keys(RULES).sort())
})

describe.each(Object.entries(RULES))('%s', (path, { opensTo, status: expected = 200 }) => {
  it.each([
    ['nobody', async () => api.visitor()],
    ['a forged session', forger],
    ['a session that was ended', leaver],
  ])(`answers ${opensTo === 'everybody' ? 'also ' : 'nothing to '}%s`, async (_whom, come) => {
    const { status, text } = await call(await come(), path)
    if (opensTo === 'everybody') expect(status).toBe(200)
    else if (opensTo === 'links') {
      expect(status).toBe(403)
      expect(text).toContain('link_expired')
    } else {
      expect(status).toBe(401)
      expect(text).toContain('not_signed_in')
    }
    expectNoSecrets(path, text)
  })

  it('shows another account nothing of the owner’s', async () => {
    const { status, text } = await call(await api.merchant(), path)
    expect(status).toBe({ owner: 404, links: 403, tokens: 401, accounts: expected, everybody: 200 }[opensTo])
    if (opensTo === 'owner') expect(text).toContain('not_found')
    expectNoSecrets(path, text)
  })
})

it('after all this, what the owner has is untouched', async () => {
  expect((await owner.trpc.assets.get.query({ id: owned.asset as `ast_${string}` })).fileName).toBe(
    owned.fileName,
  )
  expect((await owner.trpc.generations.list.query({})).items.map(({ id }) => id)).toEqual([owned.generation])
})

describe.each([
  ['a NUL', 'a\0b'],
  ['half a surrogate pair', 'a\ud83d'],
])('%s', (_what, text) => {
  it.each<[string, () => unknown]>([
    ['auth.signUp', () => ({ email: email(), password: 'correct horse battery', name: text })],
    ['auth.signUp', () => ({ email: email(), password: `correct horse battery ${text}` })],
    ['auth.signIn', () => ({ email: `${text}@example.com`, password: 'correct horse battery' })],
    ['auth.signIn', () => ({ email: email(), password: text })],
    ['quotes.create', () => ({ ...work, prompt: text })],
    ['quotes.create', () => ({ shotId: text })],
    ['quotes.create', () => ({ ...work, modelId: text })],
    ['generations.start', () => ({ ...work, maxCredits: 9, idempotencyKey: text })],
    ['assets.list', () => ({ cursor: text })],
    ['generations.list', () => ({ cursor: text })],
  ])('in what %s is sent is refused, and is no defect', async (path, input) => {
    const { status, text: answer } = await call(owner, path, input())
    expect([status, JSON.parse(answer).error.data.code]).toEqual([400, 'invalid_input'])
  })
})

it('one request of more than twenty calls is refused, and carries none of them out', async () => {
  const calls = Array.from({ length: 21 }, () => work)
  const before = await api.studio.deps.db.quote.count()
  const response = await owner.fetch(`/trpc/${calls.map(() => 'quotes.create').join(',')}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...calls }),
  })
  expect(response.status).toBe(400)
  expect(await api.studio.deps.db.quote.count()).toBe(before)
})

describe('the other doors: files and uploads', () => {
  it.each([
    ['nobody', async () => api.visitor(), 401, 'not_signed_in'],
    ['a forged session', forger, 401, 'not_signed_in'],
    ['another account', () => api.merchant(), 404, 'not_found'],
  ])('give %s no file of the owner’s', async (_whom, come, status, code) => {
    for (const size of ['thumb', 'preview', 'original']) {
      const response = await (await come()).fetch(`/api/assets/${owned.asset}/file?size=${size}`)
      expect([response.status, (await readJson(response)).code]).toEqual([status, code])
    }
  })

  it.each([
    ['nobody', async () => api.visitor(), 401, 'not_signed_in'],
    ['a forged session', forger, 401, 'not_signed_in'],
    ['another account', () => api.merchant(), 404, 'not_found'],
  ])('give %s no archive with the owner’s pictures', async (_whom, come, status, code) => {
    for (const path of [`/api/exports/${owned.export}/file`, `/api/downloads?ids=${owned.asset}`]) {
      const response = await (await come()).fetch(path)
      expect([response.status, (await readJson(response)).code]).toEqual([status, code])
    }
  })

  it('take no upload of somebody who is not signed in', async () => {
    const response = await api.visitor().postForm([['file', await readPhoto(), 'mug.jpg']])
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect((await readJson(response)).code).toBe('not_signed_in')
  })
})
