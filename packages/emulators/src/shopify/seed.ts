import sharp from 'sharp'
import type { Parts } from './call.ts'
import { inspectPicture } from './pictures.ts'
import { newGid, type Product, type Shop, type StoredFile } from './state.ts'

/** A picture to begin with; the same `bytes` may be used again and again. */
export type SeedPicture = { bytes: Uint8Array; alt?: string; fileName?: string }

/** A product to begin with. `picture` of a variant is a place in `pictures`. */
export type SeedProduct = {
  title: string
  pictures?: readonly SeedPicture[]
  variants?: readonly { title: string; sku?: string; price?: string; picture?: number }[]
  productType?: string
  vendor?: string
  status?: Product['status']
}

const ONE_VARIANT: NonNullable<SeedProduct['variants']> = [{ title: 'Default Title' }]

/** Puts a product into a shop, its pictures ready. */
export async function seedProduct(shop: Shop, seed: SeedProduct, parts: Parts): Promise<Product> {
  const { world, clock } = parts
  const nowMs = clock.nowMs()
  const id = newGid(world, 'Product')
  const handle = `${toHandle(seed.title)}${hasHandle(shop, toHandle(seed.title)) ? `-${id.split('/').at(-1)}` : ''}`
  const mediaIds: string[] = []
  for (const [index, picture] of (seed.pictures ?? []).entries())
    mediaIds.push((await seedFile(shop, picture, `${handle}-${index + 1}`, parts)).id)
  const variants = (seed.variants ?? ONE_VARIANT).map(({ title, sku = '', price = '24.00', picture }) => ({
    ...{ id: newGid(world, 'ProductVariant'), title, sku, price },
    mediaId: picture === undefined ? null : (mediaIds[picture] ?? null),
  }))
  const product: Product = {
    ...{ id, title: seed.title, handle, mediaIds, variants },
    ...{
      status: seed.status ?? 'ACTIVE',
      productType: seed.productType ?? '',
      vendor: seed.vendor ?? shop.name,
    },
    ...{ descriptionHtml: '', createdAtMs: nowMs, updatedAtMs: nowMs },
  }
  shop.products[id] = product
  return product
}

async function seedFile(shop: Shop, picture: SeedPicture, name: string, parts: Parts): Promise<StoredFile> {
  const seen = await inspect(picture.bytes)
  const { mime, widthPx, heightPx } = seen
  const nowMs = parts.clock.nowMs()
  const id = newGid(parts.world, 'MediaImage')
  const ending = mime === 'image/jpeg' ? 'jpg' : (mime.split('/')[1] ?? 'bin')
  const file: StoredFile = {
    ...{ id, alt: picture.alt ?? '', problem: null, createdAtMs: nowMs, readyAtMs: nowMs },
    fileName: picture.fileName ?? `${name}.${ending}`,
    picture: { key: await parts.pictures.put(picture.bytes), mime, widthPx, heightPx },
  }
  shop.files[id] = file
  return file
}

/** Looked at once, however many products share it. */
const inspected = new WeakMap<Uint8Array, Promise<{ mime: string; widthPx: number; heightPx: number }>>()

function inspect(bytes: Uint8Array) {
  const found =
    inspected.get(bytes) ??
    inspectPicture(bytes).then((seen) => {
      if (seen.problem) throw new Error(`a seeded picture is refused: ${seen.problem.code}`)
      return seen
    })
  inspected.set(bytes, found)
  return found
}

/** Puts many products into a shop, each with the same small pictures and two variants. */
export async function seedSynthetic(
  shop: Shop,
  count: number,
  pictures: number,
  parts: Parts,
): Promise<void> {
  const shared: SeedPicture[] = []
  for (let index = 0; index < pictures; index += 1) {
    const background = { r: (index * 60) % 256, g: 120, b: 160 }
    const bytes = await sharp({ create: { width: 32, height: 32, channels: 3, background } })
      .png()
      .toBuffer()
    shared.push({ bytes, alt: `View ${index + 1}` })
  }
  for (let index = 1; index <= count; index += 1) {
    const variants = [
      { title: 'Small', sku: `SYN-${index}-S`, picture: 0 },
      { title: 'Large', sku: `SYN-${index}-L` },
    ]
    await seedProduct(
      shop,
      { title: `Product ${index}`, pictures: shared, variants, productType: 'Sample' },
      parts,
    )
  }
}

const hasHandle = (shop: Shop, handle: string) =>
  Object.values(shop.products).some((one) => one.handle === handle)

function toHandle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
