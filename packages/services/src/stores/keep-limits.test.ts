import { CATALOGUE_LIMITS } from '@studio/core/stores'
import { expect, it } from 'vitest'
import { keepLimits } from './keep-limits.ts'
import { createShelf, pictureOf, productOf } from './testing/shelf.ts'

const signal = new AbortController().signal
const LIMITS = { ...CATALOGUE_LIMITS, products: 5, catalogueBytes: 4000 }

async function read(shelf: ReturnType<typeof createShelf>, limits = LIMITS) {
  const titles: string[] = []
  for await (const { title } of keepLimits(shelf, limits).readCatalogue(signal)) titles.push(title)
  return titles
}

it('a catalogue up to the limits is read whole', async () => {
  expect(await read(createShelf(5))).toHaveLength(5)
})

it('a catalogue of more products, or of more bytes, ends there', async () => {
  const failure = { name: 'StoreFailure', code: 'too_large' }
  await expect(read(createShelf(6))).rejects.toMatchObject(failure)
  await expect(read(createShelf(5), { ...LIMITS, catalogueBytes: 1000 })).rejects.toMatchObject(failure)
})

const many = <Item>(count: number, item: (number: number) => Item) =>
  Array.from({ length: count }, (_, number) => item(number))

it.each([
  ['media', { media: many(CATALOGUE_LIMITS.mediaPerProduct + 1, (number) => pictureOf(String(number))) }],
  [
    'variants',
    {
      variants: many(CATALOGUE_LIMITS.variantsPerProduct + 1, (number) => ({
        ...{ foreignId: String(number), title: 'Blue', sku: null, mediaId: null },
      })),
    },
  ],
  ['words', { title: 'x'.repeat(CATALOGUE_LIMITS.productBytes) }],
])('a product with %s without end is not read, in the catalogue nor by itself', async (_what, differs) => {
  const shelf = createShelf(2)
  shelf.products.set('2', productOf(2, differs))
  await expect(read(shelf, CATALOGUE_LIMITS)).rejects.toMatchObject({ code: 'too_large' })
  await expect(keepLimits(shelf).readProduct('2', signal)).rejects.toMatchObject({ code: 'too_large' })
})
