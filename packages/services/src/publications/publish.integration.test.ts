import type { Id } from '@studio/core/kernel'
import { STORE_PLATFORMS } from '@studio/core/stores'
import { auditStorage } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { systemActor } from '../kernel/index.ts'
import { createEndpoint, deleteEndpoint } from '../webhooks/index.ts'
import {
  approvePublications,
  discardPublications,
  listPublications,
  openKeptPicture,
  planAgain,
  planPublication,
  planUndo,
  preparePublications,
  publishStore,
  readPublication,
  undoPublication,
} from './index.ts'
import { everythingAtOnce, openShopFloor, type ShopFloor, shapeOf } from './testing/shop-floor.ts'

const signal = new AbortController().signal

describe.each(STORE_PLATFORMS)('on %s', (platform) => {
  let floor: ShopFloor
  let putBack: () => void
  let picture = ''
  let photo = ''
  let [first, second, third] = ['', '', '']

  beforeAll(async () => {
    floor = await openShopFloor(platform)
    ;[first = '', second = '', third = ''] = floor.product.media.map(({ foreignId }) => foreignId)
    picture = await floor.addAsset(1)
    photo = await floor.addAsset(2, { isPhoto: true })
    putBack = floor.people.keep()
  })
  beforeEach(() => putBack())
  afterAll(() => floor.studio.close())

  const changes = () => everythingAtOnce(floor.product, picture, photo)
  const replaceFirst = () => [{ op: 'replace' as const, mediaId: first, assetId: picture as Id<'asset'> }]

  describe('a publication', () => {
    it('makes the product as planned, reads it back, and finds the AI marking', async () => {
      const done = await floor.publish(await floor.plan(changes()))
      expect(done).toMatchObject({ status: 'published', failure: null, conflicts: [], canUndo: true })
      expect(done.progress.done).toBe(done.progress.total)
      expect(done.verification?.markings).toMatchObject([
        { assetId: picture, marking: 'intact' },
        { assetId: photo, marking: 'none' },
      ])
      const live = await floor.read()
      expect(live.media.map(({ alt }) => alt)).toEqual(done.after.map(({ alt }) => alt))
      const brought = done.verification?.markings.find(({ assetId }) => assetId === picture)?.mediaId
      expect(live.media[0]?.foreignId).toBe(brought)
      expect(live.variants.map(({ mediaId }) => mediaId)).toContain(brought)
      expect(await floor.bytesOf(live.media[0])).toEqual(await floor.original(picture))
    })

    it('sends a smaller copy of what is too large, with its marking', async () => {
      const large = await floor.addAsset(4, { widthPx: 5000, heightPx: 40 })
      const done = await floor.publish(
        await floor.plan([{ op: 'add', assetId: large as Id<'asset'>, alt: 'Large' }]),
      )
      expect(done.verification?.markings).toMatchObject([{ assetId: large, marking: 'intact' }])
      const sent = await sharp(await floor.bytesOf((await floor.read()).media.at(-1))).metadata()
      expect(sent.width).toBeLessThan(5000)
    })

    it('is told to whoever wants to know, and mirrored', async () => {
      const { db } = floor.studio.deps
      const wanted = {
        url: 'https://example.com/told',
        description: '',
        events: ['publication.applied' as const, 'publication.undone' as const],
      }
      const endpoint = await createEndpoint(floor.merchant, wanted, floor.studio.deps)
      const done = await floor.publish(await floor.plan(replaceFirst()))
      const undone = await floor.publish(await planUndo(floor.merchant, done, floor.studio.deps))
      const told = await db.delivery.findMany({ where: { endpointId: endpoint.id }, orderBy: { id: 'asc' } })
      const data = { storeId: floor.store.id, productId: floor.product.id }
      expect(told.map(({ payload }) => payload)).toMatchObject([
        { type: 'publication.applied', data: { ...data, publicationId: done.id, undoesId: null } },
        { type: 'publication.undone', data: { ...data, publicationId: undone.id, undoesId: done.id } },
      ])
      await deleteEndpoint(floor.merchant, { id: endpoint.id }, floor.studio.deps)
      const events = await db.event.findMany({ where: { subjectId: done.id }, orderBy: { id: 'asc' } })
      const types = events.map(({ type }) => type)
      expect(types[0]).toBe('publication.planned')
      expect(types).toContain('publication.progressed')
      expect(types.at(-1)).toBe('publication.published')
      const { media } = await db.product.findUniqueOrThrow({ where: { id: floor.product.id } })
      const ids = (media as { foreignId: string }[]).map(({ foreignId }) => foreignId)
      expect(ids).toEqual((await floor.read()).media.map(({ foreignId }) => foreignId))
    })

    it('takes no effect where the product was changed since its plan, and shows both sides', async () => {
      const planned = await floor.plan(changes())
      await floor.people.describe(floor.product.foreignId, second, 'their own words')
      const [before, writes] = [shapeOf(await floor.read()), floor.people.writes()]
      const met = await floor.publish(planned)
      expect(met.status).toBe('conflict')
      expect(met.conflicts).toMatchObject([
        { code: 'alt', mediaId: second, expected: floor.product.media[1]?.alt, found: 'their own words' },
      ])
      expect(floor.people.writes()).toBe(writes)
      expect(shapeOf(await floor.read())).toEqual(before)

      const again = await planAgain(floor.merchant, met, floor.studio.deps)
      expect(again.before[1]?.alt).toBe('their own words')
      expect(await floor.publish(again)).toMatchObject({ status: 'published' })
    })

    it('takes no effect where the product was deleted since', async () => {
      const planned = await floor.plan(replaceFirst())
      const files = floor.people.files()
      await floor.people.deleteProduct(floor.product.foreignId)
      expect(await floor.publish(planned)).toMatchObject({
        status: 'conflict',
        productId: null,
        conflicts: [{ code: 'gone' }],
      })
      expect(floor.people.files()).toEqual(files)
      putBack()
      await floor.readAgain()
    })

    it('that the store will not process is taken back, and says why', async () => {
      const before = shapeOf(await floor.read())
      const files = floor.people.files()
      const planned = await floor.plan(changes())
      floor.people.refusePicture(2)
      const failed = await floor.publish(planned)
      expect(failed).toMatchObject({ status: 'failed', failure: { code: 'media_refused' } })
      expect(failed.failure?.message).toMatch(/could not process/)
      expect(shapeOf(await floor.read())).toEqual(before)
      expect(floor.people.files()).toEqual(files)
    })

    it('to a product that is full takes off what it replaces before it adds', async () => {
      const { deps } = floor.studio
      const { openConnector } = deps
      // A store that takes no more than there are.
      const mediaPerProduct = floor.product.media.length
      deps.openConnector = (access) => {
        const connector = openConnector(access)
        return { ...connector, limits: { ...connector.limits, mediaPerProduct } }
      }
      const planned = await floor.plan([{ op: 'replace', mediaId: second, assetId: picture as Id<'asset'> }])
      expect(planned.warnings.map(({ code }) => code)).toEqual(['media_limit_reached', 'removes_first'])
      const done = await floor.publish(planned)
      const { steps } = await deps.db.publication.findUniqueOrThrow({ where: { id: done.id } })
      const kinds = (steps as { kind: string }[]).map(({ kind }) => kind)
      expect(kinds.indexOf('detach')).toBeLessThan(kinds.indexOf('bring'))
      expect(done.status).toBe('published')
      expect((await floor.read()).media).toHaveLength(mediaPerProduct)
      deps.openConnector = openConnector
    })

    it('is made once by two workers at the same time, and after the one before it', async () => {
      const { deps, jobs } = floor.studio
      const storeId = floor.store.id
      const one = await floor.plan(replaceFirst())
      const two = await floor.plan([{ op: 'alt', mediaId: third, alt: 'said by the second' }])
      await approvePublications(floor.merchant, { ids: [one.id, two.id] }, deps)
      const work = () => publishStore(systemActor, { storeId, signal }, deps)
      await Promise.all([work(), work(), work()])
      await jobs.runAll()
      // The second one was planned with what the first has changed.
      expect([(await floor.see(one)).status, (await floor.see(two)).status]).toEqual([
        'published',
        'conflict',
      ])
      expect(await floor.read()).toMatchObject({ media: { length: floor.product.media.length } })
    })

    it('belongs to its account alone', async () => {
      const stranger = await floor.studio.makeAccount()
      const { deps } = floor.studio
      const done = await floor.publish(await floor.plan(replaceFirst()))
      const { id } = done
      const { storeId, id: productId } = floor.product
      const attempts = [
        () => readPublication(stranger, { id }, deps),
        () => undoPublication(stranger, { id }, deps),
        () => planAgain(stranger, { id }, deps),
        () => approvePublications(stranger, { ids: [id] }, deps),
        () => discardPublications(stranger, { ids: [id] }, deps),
        () => openKeptPicture(stranger, { id, mediaId: first }, deps),
        () => planPublication(stranger, { storeId, productId, changes: replaceFirst() }, deps),
        () => preparePublications(stranger, { assetIds: [picture] }, deps),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
      expect((await listPublications(stranger, { limit: 10 }, deps)).items).toEqual([])
    })
  })

  it('what a snapshot keeps of a deleted asset goes with it, and what the store has stays', async () => {
    const { deps, jobs } = floor.studio
    const assetId = (await floor.addAsset(5)) as Id<'asset'>
    const replace = (mediaId: string, asset: string) =>
      floor.plan([{ op: 'replace', mediaId, assetId: asset as Id<'asset'> }])
    const made = await floor.publish(await replace(first, assetId))
    const ours = made.verification?.markings[0]?.mediaId ?? ''
    const files = floor.people.files()
    const replaced = await floor.publish(await replace(ours, photo))
    // Its file is deleted in the store as well: from here on the snapshot alone has it.
    expect(floor.people.files()).not.toContain(ours)
    const kept = () => openKeptPicture(floor.merchant, { id: replaced.id, mediaId: ours }, deps)
    await kept()
    await deleteAsset(floor.merchant, { id: assetId }, deps)
    await jobs.runAll()
    await expect(kept()).rejects.toMatchObject({ code: 'not_found' })
    expect(await auditStorage(deps)).toMatchObject({ orphans: [] })
    expect(floor.people.files()).toHaveLength(files.length)

    const before = shapeOf(await floor.read())
    const undone = await floor.publish(await planUndo(floor.merchant, replaced, deps))
    expect(undone).toMatchObject({ status: 'failed', failure: { code: 'asset_gone' } })
    expect(shapeOf(await floor.read())).toEqual(before)
  })

  describe('an undo', () => {
    it('puts everything back as it was, down to the ids, and can itself be undone', async () => {
      const { deps } = floor.studio
      const before = shapeOf(await floor.read())
      const files = floor.people.files()
      const done = await floor.publish(await floor.plan(changes()))
      const after = await floor.read()
      const bytes = await floor.bytesOf(after.media[0])

      const undo = await planUndo(floor.merchant, done, deps)
      expect(undo).toMatchObject({ status: 'planned', undoesId: done.id })
      const undone = await floor.publish(undo)
      expect(undone).toMatchObject({ status: 'published', canUndo: true })
      expect(shapeOf(await floor.read())).toEqual(before)
      expect(floor.people.files()).toEqual(files)
      expect(await floor.see(done)).toMatchObject({ undoneById: undone.id, canUndo: false })
      await expect(planUndo(floor.merchant, done, deps)).rejects.toMatchObject({ code: 'already_ended' })

      const redone = await floor.publish(await planUndo(floor.merchant, undone, deps))
      expect(redone.status).toBe('published')
      const again = await floor.read()
      expect(again.media.map(({ alt }) => alt)).toEqual(after.media.map(({ alt }) => alt))
      expect(await floor.bytesOf(again.media[0])).toEqual(bytes)
      const linked = ({ media, variants }: typeof after) =>
        variants.map(({ mediaId }) => media.findIndex(({ foreignId }) => foreignId === mediaId))
      expect(linked(again)).toEqual(linked(after))

      const filter = { limit: 3, productId: floor.product.id }
      const { items } = await listPublications(floor.merchant, filter, deps)
      expect(items.map(({ id }) => id)).toEqual([redone.id, undone.id, done.id])
    })

    it('puts a picture back from its bytes when its file was deleted meanwhile', async () => {
      const bytes = await floor.bytesOf((await floor.read()).media[1])
      const done = await floor.publish(await floor.plan([{ op: 'remove', mediaId: second }]))
      const kept = await openKeptPicture(floor.merchant, { id: done.id, mediaId: second }, floor.studio.deps)
      expect((await kept.load(signal)).byteLength).toBeGreaterThan(0)
      await floor.people.deleteFile(second)
      const undo = await undoPublication(floor.merchant, done, floor.studio.deps)
      expect(undo.status).toBe('queued')
      await floor.studio.jobs.runAll()
      expect(await floor.see(undo)).toMatchObject({ status: 'published' })
      const live = await floor.read()
      expect(live.media.map(({ alt }) => alt)).toEqual(floor.product.media.map(({ alt }) => alt))
      expect(await floor.bytesOf(live.media[1])).toEqual(bytes)
    })

    it('leaves off what was deleted in the store since, and overwrites other changes only once that was seen', async () => {
      const { foreignId, media } = floor.product
      const done = await floor.publish(await floor.plan([{ op: 'remove', mediaId: second }]))
      await floor.people.deleteFile(third)
      await floor.people.describe(foreignId, first, 'described by the store’s people')
      const refused = await undoPublication(floor.merchant, done, floor.studio.deps).catch((error) => error)
      expect(refused).toMatchObject({ code: 'store_changed', details: { publicationId: expect.any(String) } })
      await floor.studio.jobs.runAll()
      expect((await floor.read()).media[0]?.alt).toBe('described by the store’s people')
      const undo = await floor.see({ id: refused.details.publicationId })
      expect(undo).toMatchObject({ status: 'planned', undoesId: done.id })
      expect(undo.warnings).toMatchObject([{ code: 'changed_since' }])
      expect(await floor.publish(undo)).toMatchObject({ status: 'published' })
      const rest = media.filter((each) => each.foreignId !== third)
      const shown = ({ foreignId, alt }: { foreignId: string; alt: string }) => [foreignId, alt]
      expect((await floor.read()).media.map(shown)).toEqual(rest.map(shown))
    })
  })
})
