import { readdir, readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { toSlug } from './sanitize.ts'
import { createSite, newId, type Product, type Site } from './state.ts'
import { addMedia, type Uploads } from './uploads.ts'

const PHOTOS = new URL('../../../../fixtures/photos/', import.meta.url)

/** What the shop sells. A name is as WordPress keeps it, entities and all; `photos` are begins of files' names. */
const GOODS = [
  {
    ...{ name: 'Trail running shoe', category: 'Shoes', brand: 'Northbound', attribute: 'Size' },
    ...{ photos: ['imani-clovis', 'nikolai-chernichenko'], options: ['40', '41', '42'] },
    alts: [
      'A grey running shoe, its laces flying',
      'A black running shoe from the side',
      'The sole in detail',
    ],
  },
  {
    ...{ name: 'Twin-lens camera', category: 'Cameras', brand: '', attribute: '' },
    ...{ photos: ['alexander-andrews'], options: [] },
    alts: ['A twin-lens camera from the front', 'The camera’s lenses in detail'],
  },
  {
    ...{ name: 'Cactus &amp; clay pot', category: 'Home &amp; garden', brand: '', attribute: '' },
    ...{ photos: ['charles-deluvio'], options: [] },
    alts: ['A small cactus in a pot &#8211; 12&nbsp;cm', ''],
  },
  {
    ...{ name: 'Armchair &#8220;Azure&#8221;', category: 'Furniture', brand: 'Halden', attribute: 'Legs' },
    ...{ photos: ['kari-shea'], options: ['Oak', 'Walnut'] },
    alts: ['A blue armchair in a living room', 'The armrest in detail'],
  },
  {
    ...{ name: 'Wireless mouse', category: 'Office', brand: '', attribute: '' },
    ...{ photos: ['oscar-ivan'], options: [] },
    alts: ['A computer mouse from above'],
  },
  {
    ...{ name: 'Workshop stool', category: 'Furniture', brand: 'Halden', attribute: '' },
    ...{ photos: ['ruslan-bardash'], options: [] },
    alts: ['A wooden stool', ''],
  },
  {
    ...{ name: 'Skipping rope', category: 'Sport', brand: 'Northbound', attribute: '' },
    ...{ photos: ['stoica-ionela'], options: [] },
    alts: ['A skipping rope on purple ground'],
  },
  {
    ...{ name: 'Network cable, 2&nbsp;m', category: 'Office', brand: '', attribute: '' },
    ...{ photos: ['thomas-q'], options: [] },
    alts: ['A white network cable', ''],
  },
] as const

/** What every site of a process begins with, drawn once. */
export type Seeds = { fill(site: Site, uploads: Uploads, nowMs: number): Promise<void> }

/** Prepares a shop with real photos, at most `photoSidePx` large; details are cut out of them. */
export async function prepareSeeds(photoSidePx: number): Promise<Seeds> {
  const files = await readdir(PHOTOS)
  const pictures = new Map<string, Uint8Array[]>()
  for (const { name, photos, alts } of GOODS) {
    const wholes = await Promise.all(
      photos.map(async (begin) => {
        const file = files.find((each) => each.startsWith(begin)) ?? ''
        const size = { width: photoSidePx, height: photoSidePx, fit: 'inside' } as const
        return sharp(await readFile(new URL(file, PHOTOS)))
          .resize(size)
          .jpeg({ quality: 80 })
          .toBuffer()
      }),
    )
    const details = await Promise.all(wholes.slice(0, 1).map(cutDetail))
    pictures.set(name, [...wholes, ...details].slice(0, alts.length))
  }
  return {
    async fill(site, uploads, nowMs) {
      for (const goods of GOODS)
        await addProduct(site, uploads, { ...goods, pictures: pictures.get(goods.name) ?? [], nowMs })
    },
  }
}

/** The middle of a photo. */
async function cutDetail(photo: Uint8Array): Promise<Uint8Array> {
  const { width, height } = await sharp(photo).metadata()
  const [half, middle] = [width >> 1, height >> 1]
  const area = { left: width >> 2, top: height >> 2, width: half, height: middle }
  return sharp(photo).extract(area).jpeg({ quality: 80 }).toBuffer()
}

type Goods = {
  name: string
  category: string
  brand: string
  attribute: string
  options: readonly string[]
  alts: readonly string[]
  pictures: readonly Uint8Array[]
  nowMs: number
}

/** Puts a product with its pictures into the shop. The first variation shows the second picture, others the product's. */
async function addProduct(
  site: Site,
  uploads: Uploads,
  { name, category, brand, attribute, options, alts, pictures, nowMs }: Goods,
): Promise<Product> {
  const ids: number[] = []
  for (const [index, bytes] of pictures.entries()) {
    const media = await addMedia(site, uploads, { name: `${toSlug(name)}-${index + 1}.jpg`, bytes, nowMs })
    media.altText = alts[index] ?? ''
    ids.push(media.id)
  }
  const product: Product = {
    ...{ id: newId(site), name, slug: toSlug(name), status: 'publish', attribute },
    ...{ categories: [category], brands: brand === '' ? [] : [brand] },
    ...{ imageId: ids[0] ?? 0, galleryIds: ids.slice(1), createdAtMs: nowMs, modifiedAtMs: nowMs },
    variations: options.map((option, index) => ({
      ...{ id: newId(site), sku: `${toSlug(name)}-${toSlug(option)}`, options: [option] },
      imageId: index === 0 ? (ids[1] ?? 0) : 0,
    })),
  }
  site.products[product.id] = product
  return product
}

/** Adds products without pictures of their own: all show the first picture of the library. */
export function addPlainProducts(site: Site, count: number, nowMs: number): void {
  const imageId = Number(Object.keys(site.media)[0] ?? 0)
  for (let number = 1; number <= count; number += 1) {
    const id = newId(site)
    const name = `Plain product ${id}`
    site.products[id] = {
      ...{ id, name, slug: toSlug(name), status: 'publish', attribute: '', categories: [], brands: [] },
      ...{ imageId, galleryIds: [], variations: [], createdAtMs: nowMs, modifiedAtMs: nowMs },
    }
  }
}

/** A site that sells nothing yet. */
export const emptySite = (): Site => createSite('Sample Shop')
