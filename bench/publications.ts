import { planPublications } from '@studio/services/publications'
import { fillStore } from '@studio/services/testing'
import sharp from 'sharp'
import { withStudio } from './support/bench-studio.ts'
import { report } from './support/figures.ts'

/**
 * How long a plan for 100 products takes, made from the mirror: each gets a new first picture, one picture's words and
 * another order. Goal of the product: at most 2 s.
 */
const PRODUCTS = 100
const MEDIA_EACH = 8
const ROUNDS = 9

await withStudio(async (studio) => {
  const { deps, jobs } = studio
  const actor = await studio.makeAccount()
  const { storeId, productIds } = await fillStore(actor, Array.from({ length: PRODUCTS }, productOf), deps)
  const background = { r: 180, g: 120, b: 90 }
  const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .png()
    .toBuffer()
  const { id: assetId } = await studio.upload(actor, bytes)
  await jobs.runAll()
  const products = productIds.map((productId, index) => ({
    productId,
    changes: [
      { op: 'replace' as const, mediaId: `${index}0`, assetId },
      { op: 'alt' as const, mediaId: `${index}1`, alt: 'Seen from the side' },
      { op: 'move' as const, mediaId: `${index}7`, position: 1 },
    ],
  }))
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    const { items } = await planPublications(actor, { storeId, products }, deps)
    seconds.push((performance.now() - startedMs) / 1000)
    if (items.length !== PRODUCTS) throw new Error(`${items.length} plans`)
  }
  report(`a plan for ${PRODUCTS} products with ${MEDIA_EACH} media each, from the mirror`, seconds, 's', '2')
})

function productOf(_: unknown, index: number) {
  const picture = { kind: 'picture' as const, url: null, widthPx: 1200, heightPx: 1200 }
  return {
    ...{ foreignId: String(index), title: `Mug ${index}`, handle: `mug-${index}`, status: 'publish' },
    ...{ productType: 'Mugs', vendor: 'Kiln', url: null, updatedAt: '2026-11-22T12:00:00.000Z' },
    media: Array.from({ length: MEDIA_EACH }, (_media, place) => ({
      foreignId: `${index}${place}`,
      alt: `View ${place}`,
      ...picture,
    })),
    variants: [{ foreignId: `${index}900`, title: 'Sand', sku: `MUG-${index}`, mediaId: `${index}0` }],
  }
}
