import type { Id } from '@studio/core/kernel'
import { STORE_PLATFORMS } from '@studio/core/stores'
import { StoreFailure } from '@studio/integrations/store-connector'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { systemActor } from '../kernel/index.ts'
import { disconnectStore, getStore } from '../stores/index.ts'
import { approvePublications, type PublishDeps, publishStore } from './index.ts'
import { type KillPoint, killedAt } from './testing/kill.ts'
import { everythingAtOnce, openShopFloor, type ShopFloor, shapeOf } from './testing/shop-floor.ts'

const signal = new AbortController().signal

/** Longer than a worker that was killed keeps a store. */
const LEASE_MS = 31_000

/** The product is read to begin and before the step; the third call has brought the picture. */
const CALLS_UNTIL_BROUGHT = 3

describe.each(STORE_PLATFORMS)('on %s', (platform) => {
  let floor: ShopFloor
  let putBack: () => void
  let picture = ''
  let photo = ''
  let storeId: Id<'store'>

  beforeAll(async () => {
    floor = await openShopFloor(platform)
    picture = await floor.addAsset(1)
    photo = await floor.addAsset(2, { isPhoto: true })
    putBack = floor.people.keep()
    storeId = floor.store.id
  })
  beforeEach(() => putBack())
  afterAll(() => floor.studio.close())

  /** Plans everything at once, and approves it. */
  async function approve() {
    const planned = await floor.plan(everythingAtOnce(floor.product, picture, photo))
    await approvePublications(floor.merchant, { ids: [planned.id] }, floor.studio.deps)
    return planned
  }
  const work = (deps: PublishDeps = floor.studio.deps) => publishStore(systemActor, { storeId, signal }, deps)
  /** What anybody sees of the product: words and links by place. */
  const looksOf = ({ media, variants }: Awaited<ReturnType<ShopFloor['read']>>) => ({
    alts: media.map(({ alt }) => alt),
    links: variants.map(({ mediaId }) => media.findIndex(({ foreignId }) => foreignId === mediaId)),
  })

  /** A worker that is killed there; false when it is done before. */
  async function workUntil(point: KillPoint): Promise<boolean> {
    const { deps, killed } = killedAt(point, floor.studio.deps)
    const outcome = await Promise.race([work(deps), killed])
    return outcome === 'killed'
  }

  describe.each(['call', 'write'] as const)('a worker that is killed after any %s', (after) => {
    it('is followed by one that makes exactly the plan', { timeout: 120_000 }, async () => {
      const { jobs, clock } = floor.studio
      const done = await floor.publish(await floor.plan(everythingAtOnce(floor.product, picture, photo)))
      expect(done.status).toBe('published')
      const [expected, files] = [looksOf(await floor.read()), floor.people.files().length]
      let killed = 0
      for (let nth = 1; ; nth += 1) {
        putBack()
        const planned = await approve()
        if (!(await workUntil({ after, nth }))) break
        killed += 1
        clock.advance(LEASE_MS)
        await jobs.runAll()
        expect((await floor.see(planned)).status, `killed after ${after} ${nth}`).toBe('published')
        expect(looksOf(await floor.read()), `killed after ${after} ${nth}`).toEqual(expected)
        expect(floor.people.files(), `killed after ${after} ${nth}`).toHaveLength(files)
      }
      expect(killed).toBeGreaterThan(after === 'call' ? 10 : 7)
      await jobs.runAll()
    })
  })

  it('a worker that is killed while it takes back is followed by one that leaves nothing', {
    timeout: 120_000,
  }, async () => {
    const { jobs, clock } = floor.studio
    const [before, files] = [shapeOf(await floor.read()), floor.people.files()]
    let reverted = 0
    for (let nth = 1; ; nth += 1) {
      putBack()
      const planned = await approve()
      floor.people.refusePicture(2)
      const wasKilled = await workUntil({ after: 'call', nth })
      clock.advance(LEASE_MS)
      await jobs.runAll()
      const { status, failure } = await floor.see(planned)
      // Whoever follows tries again what was refused, where the refusal was not written down any more.
      if (status === 'failed') {
        reverted += 1
        expect(failure, `killed after call ${nth}`).toMatchObject({ code: 'media_refused' })
        expect(shapeOf(await floor.read()), `killed after call ${nth}`).toEqual(before)
        expect(floor.people.files(), `killed after call ${nth}`).toEqual(files)
      } else expect(status).toBe('published')
      if (!wasKilled) break
    }
    expect(reverted).toBeGreaterThan(5)
  })

  it('an answer that is lost, whichever it is, costs nothing but time', { timeout: 120_000 }, async () => {
    const { jobs } = floor.studio
    for (let nth = 1; ; nth += 1) {
      putBack()
      const planned = await approve()
      const files = floor.people.files().length
      const wasLost = floor.people.loseAnswer(nth)
      await jobs.runAll()
      expect((await floor.see(planned)).status, `answer ${nth} lost`).toBe('published')
      expect(floor.people.files(), `answer ${nth} lost`).toHaveLength(files + 2)
      if (!wasLost()) break
    }
  })

  it('a change by somebody else in the middle stays, and all of ours is taken back', async () => {
    const { jobs, clock } = floor.studio
    const before = await floor.read()
    const files = floor.people.files()
    for (const nth of [2, 3, 4, 5]) {
      putBack()
      const planned = await approve()
      await workUntil({ after: 'write', nth: nth + 1 })
      const [, second = ''] = before.media.map(({ foreignId }) => foreignId)
      await floor.people.describe(before.foreignId, second, 'their own words')
      clock.advance(LEASE_MS)
      await jobs.runAll()
      const ended = await floor.see(planned)
      expect(ended, `after step ${nth}`).toMatchObject({ status: 'conflict', failure: null })
      expect(ended.conflicts).toMatchObject([{ code: 'alt', mediaId: second, found: 'their own words' }])
      const expected = shapeOf(before)
      expect(shapeOf(await floor.read())).toEqual({
        ...expected,
        media: expected.media.map((one) =>
          one.foreignId === second ? { ...one, alt: 'their own words' } : one,
        ),
      })
      expect(floor.people.files(), `after step ${nth}`).toEqual(files)
    }
  })

  it('a picture that was uploaded and not put on the product yet is found and deleted', async () => {
    const { jobs, clock } = floor.studio
    const [before, files] = [await floor.read(), floor.people.files()]
    for (const nth of [1, 2]) {
      putBack()
      const planned = await approve()
      floor.people.loseAnswer(nth)
      await workUntil({ after: 'write', nth: 3 })
      const [, second = ''] = before.media.map(({ foreignId }) => foreignId)
      await floor.people.describe(before.foreignId, second, 'their own words')
      clock.advance(LEASE_MS)
      await jobs.runAll()
      expect(await floor.see(planned)).toMatchObject({ status: 'conflict' })
      expect(floor.people.files(), `answer ${nth} lost`).toEqual(files)
    }
  })

  it('a product that is deleted in the middle leaves no file of ours behind', async () => {
    const { jobs, clock } = floor.studio
    const files = floor.people.files()
    const planned = await approve()
    await workUntil({ after: 'write', nth: 4 })
    await floor.people.deleteProduct(floor.product.foreignId)
    clock.advance(LEASE_MS)
    await jobs.runAll()
    expect(await floor.see(planned)).toMatchObject({ status: 'failed', failure: { code: 'product_gone' } })
    expect(floor.people.files()).toEqual(files)
    putBack()
    await floor.readAgain()
  })

  it('a store that does not answer for long has what was done taken back as soon as it does', async () => {
    const { jobs, clock } = floor.studio
    const before = shapeOf(await floor.read())
    const planned = await approve()
    await workUntil({ after: 'write', nth: 4 })
    clock.advance(LEASE_MS)
    floor.people.fallSilent(20)
    await jobs.runAll()
    expect(await floor.see(planned)).toMatchObject({
      status: 'failed',
      failure: { code: 'store_unreachable' },
    })
    expect(shapeOf(await floor.read())).toEqual(before)
  })

  it('a store that says it takes a step back and does not is left alone for a while', async () => {
    const { deps, jobs } = floor.studio
    const before = shapeOf(await floor.read())
    const [first = '', second = ''] = before.media.map(({ foreignId }) => foreignId)
    const planned = await floor.plan([
      { op: 'alt', mediaId: first, alt: 'described anew' },
      { op: 'remove', mediaId: second },
    ])
    await approvePublications(floor.merchant, { ids: [planned.id] }, deps)
    const alts: string[] = []
    const openConnector: PublishDeps['openConnector'] = (access) => {
      const connector = deps.openConnector(access)
      return {
        ...connector,
        async setAlt(productId, mediaId, alt, signal) {
          alts.push(alt)
          if (alts.length === 1) await connector.setAlt(productId, mediaId, alt, signal)
        },
        detachMedia: async () => {
          throw new StoreFailure('refused', 'for a test')
        },
      }
    }
    await work({ ...deps, openConnector })
    expect(alts).toEqual(['described anew', before.media[0]?.alt])
    expect(await floor.see(planned)).toMatchObject({ status: 'reverting' })
    await jobs.runAll()
    expect(await floor.see(planned)).toMatchObject({ status: 'failed', failure: { code: 'store_refused' } })
    expect(shapeOf(await floor.read())).toEqual(before)
  })

  it('a store that is connected again while it still refuses what it let us in with before stays so', async () => {
    const { jobs, deps } = floor.studio
    const planned = await approve()
    let isFirst = true
    const openConnector: PublishDeps['openConnector'] = (access) => {
      const connector = deps.openConnector(access)
      return {
        ...connector,
        async setAlt(...call) {
          if (!isFirst) return connector.setAlt(...call)
          isFirst = false
          const data = { credentialsVersion: { increment: 1 } }
          await deps.db.store.update({ where: { id: storeId }, data })
          throw new StoreFailure('access_revoked', 'HTTP 401')
        },
      }
    }
    await work({ ...deps, openConnector })
    expect(await deps.db.store.findUnique({ where: { id: storeId } })).toMatchObject({ status: 'connected' })
    await jobs.runAll()
    expect(isFirst).toBe(false)
    expect(await floor.see(planned)).toMatchObject({ status: 'published' })
  })

  it('a picture that was just brought when it was deleted from the library goes from the store too', async () => {
    const { jobs, clock, deps } = floor.studio
    const files = floor.people.files()
    for (const isProductThere of [true, false]) {
      putBack()
      const brought = await floor.addAsset(isProductThere ? 4 : 5)
      const planned = await floor.plan([{ op: 'add', assetId: brought as Id<'asset'>, alt: 'a mug' }])
      await approvePublications(floor.merchant, { ids: [planned.id] }, deps)
      const { deps: until, killed } = killedAt({ after: 'call', nth: CALLS_UNTIL_BROUGHT }, deps)
      expect(await Promise.race([work(until), killed])).toBe('killed')
      expect(floor.people.files()).toHaveLength(files.length + 1)
      await deleteAsset(floor.merchant, { id: brought as Id<'asset'> }, deps)
      await jobs.runDue()
      clock.advance(LEASE_MS)
      if (!isProductThere) await floor.people.deleteProduct(floor.product.foreignId)
      await jobs.runAll()
      expect(await floor.see(planned)).toMatchObject({ status: 'failed' })
      expect(floor.people.files()).toEqual(files)
    }
    putBack()
    await floor.readAgain()
  })

  it('a store that locks us out in the middle is gone on with once it is connected again', async () => {
    const { jobs, clock, deps } = floor.studio
    const planned = await approve()
    await workUntil({ after: 'write', nth: 4 })
    floor.people.revoke()
    clock.advance(LEASE_MS)
    await jobs.runAll()
    expect(await floor.see(planned)).toMatchObject({ status: 'stuck', failure: null })
    expect(await deps.db.store.findUnique({ where: { id: storeId } })).toMatchObject({ status: 'locked_out' })
    floor.people.letIn()
    await floor.studio.connectStore(floor.merchant, platform, floor.store.shop)
    await jobs.runAll()
    expect(await floor.see(planned)).toMatchObject({ status: 'published' })
  })

  it('a store that is disconnected half-way has it taken back first', async () => {
    const { jobs, clock, deps } = floor.studio
    await floor.studio.connectStore(floor.merchant, platform, floor.store.shop)
    const [before, files] = [shapeOf(await floor.read()), floor.people.files()]
    const planned = await approve()
    await workUntil({ after: 'write', nth: 4 })
    const asked = await disconnectStore(floor.merchant, { id: storeId, keepHistory: true }, deps)
    expect(asked).toEqual({ isDone: false, isTakenOff: false })
    expect(await getStore(floor.merchant, { id: storeId }, deps)).toMatchObject({
      leaving: { isLate: false, halfWay: [{ id: planned.id, title: planned.title }] },
    })
    clock.advance(LEASE_MS)
    await jobs.runAll()
    const left = await getStore(floor.merchant, { id: storeId }, deps)
    expect(left).toMatchObject({ status: 'disconnected', leaving: null, problem: null })
    expect(await floor.see(planned)).toMatchObject({ status: 'failed', failure: { code: 'taken_back' } })
    expect(floor.people.files()).toEqual(files)
    await floor.studio.connectStore(floor.merchant, platform, floor.store.shop)
    await floor.readAgain()
    expect(shapeOf(await floor.read())).toEqual(before)
    putBack = floor.people.keep()
  })

  it('a store that does not answer is left half-way only when its person says so, who reads what', async () => {
    const { jobs, clock, deps } = floor.studio
    const planned = await approve()
    await workUntil({ after: 'write', nth: 4 })
    floor.people.fallSilent(20)
    await disconnectStore(floor.merchant, { id: storeId, keepHistory: true }, deps)
    clock.advance(LEASE_MS)
    await jobs.runDue()
    expect(await floor.see(planned)).toMatchObject({ status: 'reverting' })
    clock.advance(2 * 60_000)
    expect(await getStore(floor.merchant, { id: storeId }, deps)).toMatchObject({
      ...{ status: 'connected', leaving: { isLate: true, halfWay: [{ title: planned.title }] } },
    })
    const anyway = { id: storeId, keepHistory: true, leaveHalfWay: true }
    expect(await disconnectStore(floor.merchant, anyway, deps)).toEqual({ isDone: true, isTakenOff: false })
    expect(await floor.see(planned)).toMatchObject({ status: 'failed', failure: { code: 'left_half_way' } })
    await jobs.runAll()
  })
})
