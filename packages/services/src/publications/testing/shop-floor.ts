import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import type { Id } from '@studio/core/kernel'
import type { Change, PublicationView } from '@studio/core/publications'
import type { MediaState, ProductState, ProductView, StorePlatform, StoreView } from '@studio/core/stores'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import type { AccountActor } from '../../kernel/index.ts'
import { askForMirror, listProducts, openStore } from '../../stores/index.ts'
import { approvePublications, planPublication, readPublication } from '../index.ts'
import { peopleOfShopify, peopleOfWooCommerce, type ShopPeople } from './shop-people.ts'

/** A connected and mirrored store of a platform, with its own people, and a merchant who publishes to it. */
export type ShopFloor = {
  studio: TestStudio
  merchant: AccountActor
  store: StoreView
  people: ShopPeople
  /** The product that is published to, mirrored; it has at least three pictures, and two variants, of which one shows one. */
  readonly product: ProductView
  /** The same as it is in the store now. */
  read(): Promise<ProductState>
  plan(changes: Change[]): Promise<PublicationView>
  /** Approves, and runs the queue until nothing waits. Answers what became of it. */
  publish(planned: PublicationView): Promise<PublicationView>
  see(publication: { id: string }): Promise<PublicationView>
  /** Has the whole catalogue read again; `product` is as it is mirrored then. */
  readAgain(): Promise<void>
  /** The bytes of a picture as the store serves it, and of an asset's original. */
  bytesOf(media: MediaState | undefined): Promise<Buffer>
  original(assetId: string): Promise<Buffer>
  /** Puts a picture into the library: of one colour, and said to be made by AI unless told otherwise. */
  addAsset(number: number, more?: { isPhoto?: boolean; widthPx?: number; heightPx?: number }): Promise<string>
}

/** Opens one, with everything as it begins. Close its studio in the end. */
export async function openShopFloor(platform: StorePlatform): Promise<ShopFloor> {
  const studio = await openTestStudio({ hasStores: true })
  const merchant = await studio.makeAccount(2)
  const store = await studio.connectStore(merchant, platform)
  await studio.jobs.runAll()
  const { deps, jobs } = studio
  const findProduct = async () => {
    const { items } = await listProducts(merchant, { id: store.id, limit: 100 }, deps)
    const found = items.find(({ media, variants }) => media.length >= 3 && variants.length >= 2)
    if (!found) throw new Error('no product to publish to')
    return found
  }
  let product = await findProduct()
  const people = platform === 'shopify' ? peopleOfShopify(studio, store.shop) : peopleOfWooCommerce(studio)
  const row = await deps.db.store.findUniqueOrThrow({ where: { id: store.id } })
  const see = ({ id }: { id: string }) => readPublication(merchant, { id }, deps)

  return {
    ...{ studio, merchant, store, people, see },
    get product() {
      return product
    },
    async read() {
      const signal = new AbortController().signal
      const found = await openStore(row, deps).readProduct(product.foreignId, signal)
      if (!found) throw new Error('the product is gone')
      return found
    },
    async readAgain() {
      await askForMirror(merchant, { id: store.id }, deps)
      await jobs.runAll()
      product = await findProduct()
    },
    async bytesOf(media) {
      const signal = new AbortController().signal
      return Buffer.from((await openStore(row, deps).readMedia(media?.url ?? '', 10_000_000, signal)).bytes)
    },
    async original(id) {
      const asset = await deps.db.asset.findUniqueOrThrow({ where: { id } })
      return buffer((await deps.store.get(assetKey(asset, 'original'))).body)
    },
    plan: (changes) => planPublication(merchant, { storeId: store.id, productId: product.id, changes }, deps),
    async publish({ id }) {
      await approvePublications(merchant, { ids: [id] }, deps)
      await jobs.runAll()
      return see({ id })
    },
    async addAsset(number, { isPhoto = false, widthPx = 120, heightPx = 90 } = {}) {
      const bytes = await drawPicture(number, { widthPx, heightPx })
      const marked = isPhoto ? bytes : await deps.pictures.mark(bytes, 'image/png', 'generated')
      const { id } = await studio.upload(merchant, marked, `picture-${number}.png`)
      await jobs.runAll()
      return id
    },
  }
}

/** Everything at once: replaced, taken off, described, added, linked. */
export function everythingAtOnce({ media, variants }: ProductView, picture: string, photo: string): Change[] {
  const [first = '', second = '', third = ''] = media.map(({ foreignId }) => foreignId)
  return [
    { op: 'replace', mediaId: first, assetId: picture as Id<'asset'> },
    { op: 'remove', mediaId: second },
    { op: 'alt', mediaId: third, alt: 'described anew' },
    { op: 'add', assetId: photo as Id<'asset'>, alt: 'On a table' },
    { op: 'link', variantId: variants[1]?.foreignId ?? '', assetId: picture as Id<'asset'> },
  ]
}

/** A PNG of one colour, different for every `number`. */
export function drawPicture(
  number: number,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Promise<Buffer> {
  const background = { r: (number * 67) % 256, g: (number * 151) % 256, b: (number * 29) % 256 }
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } })
    .png()
    .toBuffer()
}

/** What publications are about: ids, words, order and links. */
export function shapeOf({ media, variants }: Pick<ProductState, 'media' | 'variants'>) {
  return {
    media: media.map(({ foreignId, alt }) => ({ foreignId, alt })),
    variants: variants.map(({ foreignId, mediaId }) => ({ foreignId, mediaId })),
  }
}
