import { CATALOGUE_LIMITS, type ProductState, type StoreFailureCode } from '@studio/core/stores'
import type { Store } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import { createGate, openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askForMirror, listProducts, listStores, mirrorStore, refreshProduct, renewMirrors } from './index.ts'
import { connectShelf, createShelf, pictureOf, productOf, type Shelf } from './testing/shelf.ts'

const DAY_MS = 24 * 3600_000
const signal = new AbortController().signal

let studio: TestStudio
let merchant: AccountActor
let store: Store
let shelf: Shelf

beforeAll(async () => {
  studio = await openTestStudio()
  studio.deps.openConnector = () => shelf
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
  shelf = createShelf(25)
  await studio.deps.db.store.updateMany({ data: { status: 'disconnected' } })
  store = await connectShelf(studio, merchant)
})

const mirror = (until = signal) => mirrorStore(systemActor, { storeId: store.id, signal: until }, studio.deps)
const refresh = (foreignId: string) =>
  refreshProduct(systemActor, { storeId: store.id, foreignId, signal }, studio.deps)
const mirrored = async () => {
  const rows = await studio.deps.db.product.findMany({ where: { storeId: store.id } })
  return new Map(rows.map((row) => [row.foreignId, row]))
}
const titleOf = async (foreignId: string) => (await mirrored()).get(foreignId)?.title
const readStore = () => studio.deps.db.store.findUniqueOrThrow({ where: { id: store.id } })
const eventsOf = async () => {
  const events = await studio.deps.db.event.findMany({
    where: { accountId: merchant.accountId, type: { startsWith: 'store.' } },
    orderBy: { id: 'asc' },
  })
  return events.map(({ type }) => type)
}
const change = (number: number, differs: Partial<ProductState>) => {
  const state = productOf(number, differs)
  shelf.products.set(state.foreignId, state)
}

describe('a catalogue of thousands', () => {
  it('is mirrored with its pictures in their order, and told in few events', async () => {
    shelf = createShelf(2345)
    await mirror()
    const rows = await mirrored()
    expect(rows.size).toBe(2345)
    expect(rows.get('2345')).toMatchObject({
      title: 'Mug 02345',
      skus: ['SKU-2345'],
      media: productOf(2345).media,
      variants: productOf(2345).variants,
    })
    expect(await readStore()).toMatchObject({ mirrorStatus: 'ready', mirroredAt: expect.any(Date) })
    const events = await eventsOf()
    expect(events.at(-1)).toBe('store.mirrored')
    expect(events.length).toBeLessThan(15)
  })
})

describe('a product that the store has no longer', () => {
  it('is forgotten by the next complete reading', async () => {
    await mirror()
    shelf.products.delete('7')
    await mirror()
    expect([...(await mirrored()).keys()]).toHaveLength(24)
    expect(shelf.lookedFor).toEqual(['7'])
  })

  it('stays while a reading is interrupted, and goes with the one that is made in its place', async () => {
    await mirror()
    shelf.products.delete('7')
    const leaving = new AbortController()
    shelf.beforeProduct = (state) => {
      if (state?.foreignId === '20') leaving.abort(new Error('the worker leaves'))
    }
    await expect(mirror(leaving.signal)).rejects.toThrow('the worker leaves')
    expect((await mirrored()).size).toBe(25)
    shelf.beforeProduct = () => {}
    await mirror()
    expect((await mirrored()).has('7')).toBe(false)
  })

  it('stays when it only slipped past the page that was being read', async () => {
    await mirror()
    let isFirst = true
    // Page two is counted from the start, and the first page has become shorter by one.
    shelf.beforeProduct = (state) => {
      if (isFirst && state?.foreignId === '5') shelf.products.delete('1')
      if (state?.foreignId === '5') isFirst = false
    }
    await mirror()
    const rows = await mirrored()
    expect(shelf.lookedFor).toEqual(['11'])
    expect(rows.has('11')).toBe(true)
  })

  it('is forgotten at once when the store says so', async () => {
    await mirror()
    shelf.products.delete('7')
    await refresh('7')
    expect((await mirrored()).has('7')).toBe(false)
  })
})

describe('two readings at once', () => {
  it('leave one whole mirror: the older one stops', async () => {
    await mirror()
    const gate = createGate()
    shelf.beforeProduct = (state) => (state?.foreignId === '12' ? gate.pass() : undefined)
    const older = mirror()
    await gate.reached
    shelf.beforeProduct = () => {}
    shelf.products.delete('3')
    await mirror()
    gate.open()
    await older
    expect((await mirrored()).size).toBe(24)
    expect(await readStore()).toMatchObject({ mirrorStatus: 'ready', mirrorRun: 3 })
  })

  it('write nothing any more once the store is disconnected', async () => {
    const gate = createGate()
    shelf.beforeProduct = (state) => (state?.foreignId === '12' ? gate.pass() : undefined)
    const reading = mirror()
    await gate.reached
    await studio.deps.db.store.update({ where: { id: store.id }, data: { status: 'disconnected' } })
    gate.open()
    await reading
    expect((await mirrored()).size).toBe(0)
  })
})

describe('what the store says in the wrong order', () => {
  it('a reading of all that began before a product was changed does not take the change back', async () => {
    await mirror()
    const gate = createGate()
    shelf.beforeProduct = (state, from) =>
      from === 'catalogue' && state?.foreignId === '25' ? gate.pass() : undefined
    const reading = mirror()
    await gate.reached
    // Its alternative text alone: the store's own date stays as it was.
    change(1, { title: 'Changed meanwhile' })
    await refresh('1')
    gate.open()
    await reading
    expect(await titleOf('1')).toBe('Changed meanwhile')
  })

  it('of two answers about a product the one that was asked for last counts, whichever comes first', async () => {
    await mirror()
    const gate = createGate()
    shelf.beforeProduct = () => gate.pass()
    const earlier = refresh('1')
    await gate.reached
    shelf.beforeProduct = () => {}
    studio.clock.advance(1000)
    change(1, { title: 'Newest', updatedAt: '2026-11-02T12:00:00.000Z' })
    await refresh('1')
    gate.open()
    await earlier
    expect(await titleOf('1')).toBe('Newest')
  })

  it('a store that was put back to an earlier state is believed an hour later', async () => {
    change(1, { title: 'Newer', updatedAt: '2026-11-02T12:00:00.000Z' })
    await mirror()
    change(1, { title: 'From the backup' })
    studio.clock.advance(DAY_MS)
    await mirror()
    expect(await titleOf('1')).toBe('From the backup')
  })
})

describe('a store that cannot be read', () => {
  const failWith = (code: StoreFailureCode) => {
    shelf.beforeProduct = (state) => {
      if (state?.foreignId === '12') throw new StoreFailure(code, 'HTTP 5xx')
    }
  }

  it.each(['unreachable', 'throttled', 'busy'] as const)(
    'now (%s) is read again by the queue, and says so meanwhile',
    async (code) => {
      failWith(code)
      await expect(mirror()).rejects.toThrow(StoreFailure)
      expect(await readStore()).toMatchObject({
        status: 'connected',
        mirrorStatus: 'waiting',
        problem: 'unreachable',
      })
      shelf.beforeProduct = () => {}
      await mirror()
      expect(await readStore()).toMatchObject({ mirrorStatus: 'ready', problem: null })
    },
  )

  it.each(['access_revoked', 'scope_missing'] as const)(
    'any more (%s) is locked out until it is connected again',
    async (code) => {
      failWith(code)
      await mirror()
      expect(await readStore()).toMatchObject({ status: 'locked_out', problem: code, mirrorStatus: 'failed' })
      expect(await eventsOf()).toContain('store.locked_out')
    },
  )

  it('with what it let us in with before it was connected again stays connected, and is read again', async () => {
    await mirror()
    shelf.beforeProduct = async () => {
      const data = { credentialsVersion: { increment: 1 } }
      await studio.deps.db.store.update({ where: { id: store.id }, data })
      throw new StoreFailure('access_revoked', 'HTTP 401')
    }
    await expect(mirror()).rejects.toThrow(StoreFailure)
    await expect(refresh('1')).rejects.toThrow(StoreFailure)
    expect(await readStore()).toMatchObject({ status: 'connected', problem: null })
    expect(await eventsOf()).not.toContain('store.locked_out')
  })

  it('because it is none, keeps what was mirrored and says what is wrong', async () => {
    await mirror()
    failWith('not_a_store')
    await mirror()
    expect(await readStore()).toMatchObject({ status: 'connected', problem: 'not_a_store' })
    expect((await mirrored()).size).toBe(25)
  })
})

describe('a catalogue with more than is read of any', () => {
  const tooMany = () => {
    change(3, { title: 'Mug of today' })
    change(26, { title: 'New' })
    const media = Array.from({ length: CATALOGUE_LIMITS.mediaPerProduct + 1 }, (_, number) =>
      pictureOf(String(number)),
    )
    for (let number = 27; number < 80; number += 1) change(number, {})
    change(80, { media })
  }

  it('leaves the mirror with what it had, and says so to its person', async () => {
    await mirror()
    tooMany()
    shelf.products.delete('7')
    await mirror()
    expect((await mirrored()).size).toBe(25)
    const { items } = await listStores(merchant, studio.deps)
    expect(items[0]).toMatchObject({
      ...{ status: 'connected', mirror: { status: 'failed', products: 25 } },
      problem: { code: 'too_large', message: expect.stringContaining('50,000 products') },
    })
  })

  it('is not read again before somebody asks for it, and then whole', async () => {
    tooMany()
    await mirror()
    expect((await mirrored()).size).toBe(0)
    await renewMirrors(systemActor, studio.deps)
    expect(await studio.jobs.waiting()).toEqual([])
    shelf.products.delete('80')
    await askForMirror(merchant, store, studio.deps)
    await studio.jobs.runDue()
    expect((await mirrored()).size).toBe(79)
    expect(await readStore()).toMatchObject({ mirrorStatus: 'ready', problem: null })
  })
})

describe('a product with texts that no table takes', () => {
  it('is mirrored without what cannot be kept, and the others with it', async () => {
    change(3, { title: `${'long '.repeat(2000)}\0\ud83d`, vendor: 'Kiln\0' })
    await mirror()
    const rows = await mirrored()
    expect(rows.size).toBe(25)
    expect(rows.get('3')?.vendor).toBe('Kiln')
  })
})

describe('the sweep', () => {
  const wanted = async () => (await studio.jobs.waiting()).filter(({ name }) => name === 'store.mirror')

  it('has a store read again a day after, once', async () => {
    await mirror()
    await renewMirrors(systemActor, studio.deps)
    expect(await wanted()).toEqual([])
    studio.clock.advance(DAY_MS)
    await renewMirrors(systemActor, studio.deps)
    await renewMirrors(systemActor, studio.deps)
    expect(await wanted()).toMatchObject([{ payload: { storeId: store.id } }])
    await studio.jobs.runDue()
  })

  it('leaves a store alone that lets us in no more, and so does its owner', async () => {
    await studio.deps.db.store.update({ where: { id: store.id }, data: { status: 'locked_out' } })
    await renewMirrors(systemActor, studio.deps)
    expect(await wanted()).toEqual([])
    await expect(askForMirror(merchant, store, studio.deps)).rejects.toMatchObject({
      code: 'store_locked_out',
    })
  })
})

describe('the list of products', () => {
  const list = (filter: object, actor = merchant) =>
    listProducts(actor, { id: store.id, limit: 10, ...filter }, studio.deps)
  const titles = ({ items }: { items: { title: string }[] }) => items.map(({ title }) => title)

  beforeEach(() => mirror())

  it('goes through all of them by title, page by page', async () => {
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await list({ cursor })
      seen.push(...titles(page))
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect(seen).toEqual([...shelf.products.values()].map(({ title }) => title))
  })

  it.each([
    ['part of a title', 'ug 0001', 10],
    ['a handle', 'MUG-24', 1],
    ['a SKU', 'sku-25', 1],
    ['a pattern, literally', '%', 0],
  ])('finds %s', async (_what, search, count) => {
    expect((await list({ search })).items).toHaveLength(count)
  })

  it('is of one type when asked, and a picture has an address of ours', async () => {
    const { items } = await list({ productType: 'Plates', limit: 100 })
    expect(items).toHaveLength(12)
    expect(items[0]?.media[0]?.file).toMatch(/^\/api\/products\/prd_\w+\/media\/201\?v=[0-9a-f]{16}$/)
    expect(JSON.stringify(items)).not.toContain('shelf.example/files')
  })

  it('is not there for anybody else', async () => {
    const stranger = await studio.makeAccount()
    await expect(list({}, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(askForMirror(stranger, store, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })
})
