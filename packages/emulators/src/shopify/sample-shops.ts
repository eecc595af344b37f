import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Controls } from './control.ts'
import type { SeedPicture, SeedProduct } from './seed.ts'

/** Ways to see one photo: all of it, its middle, a part of it, the other way round. */
type View = 'whole' | 'square' | 'detail' | 'mirrored'

type Sample = Omit<SeedProduct, 'pictures'> & { photo: string; views: readonly { view: View; alt: string }[] }

const PHOTOS = new URL('../../../../fixtures/photos/', import.meta.url)

/** The shop that a studio without keys connects to. */
export const SAMPLE_SHOP = 'sample-store.myshopify.com'

/** A smaller shop beside it. */
export const SECOND_SHOP = 'second-store.myshopify.com'

const sizes = (skus: string, names: readonly string[], picture?: number) =>
  names.map((title) => ({
    ...{ title, sku: `${skus}-${title}` },
    ...(picture !== undefined && { picture }),
  }))

/** What the sample shop sells: as merchants have it, some alternative texts good, some missing. */
const SAMPLES: readonly Sample[] = [
  {
    ...{ title: 'Twin-lens camera', productType: 'Cameras', photo: 'alexander-andrews-260988-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Twin-lens reflex camera from the front' },
      { view: 'detail', alt: 'The two lenses' },
      { view: 'mirrored', alt: '' },
    ],
    variants: [
      { title: 'Body only', sku: 'CAM-1', price: '249.00', picture: 0 },
      { title: 'With case', sku: 'CAM-2', price: '289.00', picture: 1 },
    ],
  },
  {
    ...{ title: 'Desk cactus', productType: 'Plants', photo: 'charles-deluvio-695736-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Small cactus in a round pot' },
      { view: 'square', alt: '' },
    ],
    variants: sizes('CACTUS', ['Small', 'Large']),
  },
  {
    ...{ title: 'Running shoe', productType: 'Shoes', photo: 'imani-clovis-234736-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Running shoe from the side' },
      { view: 'square', alt: 'Running shoe, centred' },
      { view: 'detail', alt: 'Laces' },
      { view: 'mirrored', alt: 'Running shoe from the other side' },
    ],
    variants: sizes('RUN', ['40', '41', '42', '43'], 0),
  },
  {
    ...{ title: 'Blue armchair', productType: 'Furniture', photo: 'kari-shea-398668-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Blue armchair in a bright room' },
      { view: 'detail', alt: '' },
    ],
  },
  {
    ...{ title: 'Black shoe', productType: 'Shoes', photo: 'nikolai-chernichenko-1299748-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Black shoe with flying laces' },
      { view: 'square', alt: 'Black shoe' },
      { view: 'mirrored', alt: '' },
    ],
    variants: sizes('BLK', ['41', '42']),
  },
  {
    ...{ title: 'Computer mouse', productType: 'Electronics' },
    photo: 'oscar-ivan-esquivel-arteaga-687447-unsplash.jpg',
    views: [{ view: 'whole', alt: '' }],
  },
  {
    ...{ title: 'Wooden stool', productType: 'Furniture', photo: 'ruslan-bardash-351288-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Wooden stool' },
      { view: 'square', alt: 'Wooden stool, closer' },
    ],
    variants: sizes('STOOL', ['Oak', 'Walnut'], 1),
  },
  {
    ...{ title: 'Skipping rope', productType: 'Sports', photo: 'stoica-ionela-530966-unsplash.jpg' },
    views: [
      { view: 'whole', alt: 'Skipping rope on purple ground' },
      { view: 'detail', alt: 'Its handle' },
    ],
  },
  {
    ...{ title: 'Network cable', productType: 'Electronics', photo: 'thomas-q-1229169-unsplash.jpg' },
    views: [{ view: 'whole', alt: 'Network cable' }],
    variants: sizes('CABLE', ['1 m', '3 m', '10 m']),
  },
  {
    ...{ title: 'Camera, for parts', productType: 'Cameras', photo: 'alexander-andrews-260988-unsplash.jpg' },
    views: [{ view: 'detail', alt: '' }],
  },
  {
    ...{ title: 'Cactus on the left', productType: 'Plants', photo: 'charles-deluvio-695736-unsplash.jpg' },
    views: [{ view: 'mirrored', alt: 'Cactus' }],
  },
  {
    ...{ title: 'Trail shoe', productType: 'Shoes', photo: 'imani-clovis-234736-unsplash.jpg' },
    views: [{ view: 'square', alt: 'Trail shoe, not on sale yet' }],
    status: 'DRAFT',
  },
]

const SECOND_SHOP_SIZE = 3

/** Adds the sample shops, their pictures at most so long on a side. */
export async function addSampleShops(controls: Controls, longSidePx = 1000): Promise<void> {
  controls.addShop(SAMPLE_SHOP, { name: 'Sample Store' })
  controls.addShop(SECOND_SHOP, { name: 'Second Store' })
  for (const [index, { photo, views, ...sample }] of SAMPLES.entries()) {
    const file = await readFile(new URL(photo, PHOTOS))
    const pictures: SeedPicture[] = []
    for (const { view, alt } of views) pictures.push({ bytes: await drawView(file, view, longSidePx), alt })
    await controls.addProduct(SAMPLE_SHOP, { ...sample, pictures })
    if (index < SECOND_SHOP_SIZE) await controls.addProduct(SECOND_SHOP, { ...sample, pictures })
  }
}

async function drawView(file: Buffer, view: View, longSidePx: number): Promise<Uint8Array> {
  const { width, height } = await sharp(file).metadata()
  const side = Math.min(width, height)
  const crop = (share: number) => {
    const size = Math.round(side * share)
    const [left, top] = [Math.round((width - size) / 2), Math.round((height - size) / 2)]
    return { left, top, width: size, height: size }
  }
  const photo = sharp(file)
  if (view === 'square') photo.extract(crop(1))
  if (view === 'detail') photo.extract(crop(0.5))
  if (view === 'mirrored') photo.flop()
  return photo
    .resize(longSidePx, longSidePx, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer()
}
