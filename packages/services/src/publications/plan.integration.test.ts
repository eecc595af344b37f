import type { Id } from '@studio/core/kernel'
import { type Change, MAX_ALT_CHARACTERS, planPublicationInput } from '@studio/core/publications'
import { workSchema } from '@studio/core/quotes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editAnalysis } from '../analyses/index.ts'
import { readGeneration, startGeneration } from '../generations/index.ts'
import { systemActor } from '../kernel/index.ts'
import { refreshProduct } from '../stores/index.ts'
import { discardPublications, planPublication, preparePublications } from './index.ts'
import {
  drawPicture,
  everythingAtOnce,
  openShopFloor,
  type ShopFloor,
  shapeOf,
} from './testing/shop-floor.ts'

const signal = new AbortController().signal
const WORDS = {
  ...{ product: 'Mug', category: 'kitchen' as const },
  ...{ materials: [], colours: [], suggestedShotIds: [] },
}

let floor: ShopFloor
let putBack: () => void
let picture = ''
let photo = ''
let first = ''

beforeAll(async () => {
  floor = await openShopFloor('shopify')
  first = floor.product.media[0]?.foreignId ?? ''
  picture = await floor.addAsset(1)
  photo = await floor.addAsset(2, { isPhoto: true })
  putBack = floor.people.keep()
})
beforeEach(() => putBack())
afterAll(() => floor.studio.close())

const changes = () => everythingAtOnce(floor.product, picture, photo)
const replaceFirst = () => [{ op: 'replace' as const, mediaId: first, assetId: picture as Id<'asset'> }]

describe('a plan', () => {
  it('shows every change with both sides, and writes nothing to the store', async () => {
    const before = shapeOf(await floor.read())
    const writes = floor.people.writes()
    const planned = await floor.plan(changes())
    expect(planned.status).toBe('planned')
    expect(planned.before.map(({ change }) => change)).toEqual(['removed', 'removed', 'described'])
    expect(planned.after.map(({ ref, change }) => [ref.from, change])).toEqual([
      ['asset', 'added'],
      ['store', 'described'],
      ['asset', 'added'],
    ])
    expect(planned.variants.map(({ after }) => after)).toContain(`asset ${picture}`)
    expect(floor.people.writes()).toBe(writes)
    expect(shapeOf(await floor.read())).toEqual(before)
  })

  it('warns that shoppers see an AI picture first, that one is scaled, and that words are missing', async () => {
    const large = await floor.addAsset(3, { widthPx: 5000, heightPx: 40 })
    const planned = await floor.plan([
      { op: 'replace', mediaId: first, assetId: picture as Id<'asset'> },
      { op: 'add', assetId: large as Id<'asset'>, alt: '' },
    ])
    expect(planned.warnings.map(({ code, assetId }) => [code, assetId])).toEqual([
      ['first_is_generated', picture],
      ['scaled', large],
      ['alt_missing', large],
    ])
    for (const { message } of planned.warnings) expect(message).toMatch(/^[A-Z].*\.$/)
  })

  it('proposes what the analysis says, and the product’s name where it says nothing', async () => {
    const { deps } = floor.studio
    const prepare = () => preparePublications(floor.merchant, { assetIds: [photo] }, deps)
    expect((await prepare()).items).toEqual([{ assetId: photo, alt: '', product: null }])
    const add = { op: 'add' as const, assetId: photo as Id<'asset'> }
    expect((await floor.plan([add])).after.at(-1)?.alt).toBe(floor.product.title)
    const described = { ...WORDS, altText: 'A mug on a linen cloth' }
    await editAnalysis(floor.merchant, { id: photo as Id<'asset'>, ...described }, deps)
    expect((await prepare()).items).toMatchObject([{ alt: described.altText }])
    expect((await floor.plan([add])).after.at(-1)?.alt).toBe(described.altText)
  })

  it('proposes of a made picture what the product on its photo is, since the surroundings are others', async () => {
    const { deps, jobs } = floor.studio
    const work = workSchema.parse({ prompt: 'On marble', sourceAssetIds: [photo] })
    const { id } = await startGeneration(floor.merchant, { ...work, maxCredits: 9 }, deps)
    await jobs.runAll()
    const { outputs } = await readGeneration(floor.merchant, { id }, deps)
    const assetIds = outputs.flatMap(({ asset }) => asset?.id ?? [])
    const described = { ...WORDS, altText: 'A mug on a linen cloth' }
    await editAnalysis(floor.merchant, { id: photo as Id<'asset'>, ...described }, deps)
    expect((await preparePublications(floor.merchant, { assetIds }, deps)).items).toMatchObject([
      { alt: WORDS.product },
    ])
  })

  it('is refused with a sentence for what the product or the store does not allow', async () => {
    const refused = (...all: Parameters<ShopFloor['plan']>[0]) => expect(floor.plan(all)).rejects
    await refused({ op: 'remove', mediaId: '999' }).toMatchObject({ code: 'invalid_input' })
    await refused({ op: 'add', assetId: 'ast_01kac3r1b2c3d4e5f6g7h8j9ka' }).toMatchObject({
      code: 'not_found',
    })
    const { storeId } = floor.product
    const tooLong = { op: 'alt', mediaId: first, alt: 'ü'.repeat(MAX_ALT_CHARACTERS + 1) }
    const input = { storeId, productId: floor.product.id, changes: [tooLong] }
    expect(planPublicationInput.safeParse(input).success).toBe(false)
  })

  it('for a product with 250 media may replace one, and add none', async () => {
    const { studio, store, merchant } = floor
    studio.shopify.setPlan({ maximumAvailable: 1_000_000, restoreRate: 1_000_000 })
    const bytes = await drawPicture(7, { widthPx: 20, heightPx: 20 })
    const pictures = Array.from({ length: 250 }, (_, index) => ({ bytes, alt: `View ${index + 1}` }))
    const full = await studio.shopify.addProduct(store.shop, { title: 'All of it', pictures })
    await refreshProduct(systemActor, { storeId: store.id, foreignId: full.id, signal }, studio.deps)
    const { id: productId } = await studio.deps.db.product.findFirstOrThrow({
      where: { foreignId: full.id },
    })
    const plan = (change: Change) =>
      planPublication(merchant, { storeId: store.id, productId, changes: [change] }, studio.deps)
    const assetId = picture as Id<'asset'>
    await expect(plan({ op: 'add', assetId })).rejects.toMatchObject({
      code: 'store_refused',
      message: expect.stringMatching(/250 media.*“All of it” would have 251/),
    })
    const planned = await plan({ op: 'replace', mediaId: full.mediaIds[249] ?? '', assetId })
    expect(planned.warnings.map(({ code }) => code)).toEqual(['media_limit_reached', 'removes_first'])
  })

  it('can be discarded until it is approved', async () => {
    const { deps } = floor.studio
    const planned = await floor.plan(replaceFirst())
    await discardPublications(floor.merchant, { ids: [planned.id] }, deps)
    await expect(floor.see(planned)).rejects.toMatchObject({ code: 'not_found' })
    const done = await floor.publish(await floor.plan(replaceFirst()))
    const discard = discardPublications(floor.merchant, { ids: [done.id] }, deps)
    await expect(discard).rejects.toMatchObject({ code: 'already_ended' })
  })
})
