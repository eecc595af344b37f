import type { ProductView } from '@studio/core/stores'
import { expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, write } from '../../testing/render-screens.tsx'
import { renderStores } from './testing/render-stores.tsx'
import { sampleProduct, sampleStore } from './testing/sample-store.ts'

vi.setConfig({ testTimeout: 30_000 })

const SHOE = sampleProduct()
const HAT = sampleProduct({ id: 'prd_01kbbbbbbbbbbbbbbbbbbbbbbb', title: 'Felt hat' })
const BOX = sampleProduct({ id: 'prd_01kcccccccccccccccccccccc', title: 'Empty box', media: [] })

/** Shows the store over what the server has. */
function show(products: ProductView[], changes: Record<string, Answer> = {}) {
  answerCalls({
    'stores.get': () => sampleStore(),
    'models.list': () => [{ maxSourceAssets: 3 }],
    'products.types': () => ({ items: [{ productType: 'Shoes', products: 3 }] }),
    'products.list': ({ search = '' }: { search?: string }) => ({
      items: products.filter(({ title }) => title.toLowerCase().includes(search.toLowerCase())),
      nextCursor: null,
    }),
    ...changes,
  })
  return renderStores(`/stores/${sampleStore().id}`)
}

it('products show their pictures in order, and a search narrows them down', async () => {
  const { text, field } = show([SHOE, HAT, BOX])
  await eventually(() => expect(text()).toContain('Felt hat'))
  const [card] = document.querySelectorAll('ul[aria-label="Products"] > li')
  expect([...(card?.querySelectorAll('img') ?? [])].map(({ alt }) => alt)).toEqual([
    'View 1',
    'View 2',
    'View 3',
  ])
  write(field('Search'), 'hat')
  await eventually(() => expect(text()).not.toContain('Canvas sneaker'))
  write(field('Search'), 'glove')
  await eventually(() => expect(text()).toContain('No product is like that'))
})

it('of several products, each leads to Create by itself as its photo arrives, and what failed says why', async () => {
  const asked: unknown[] = []
  const { text, button } = show([SHOE, HAT, BOX], {
    'products.import': (input) => {
      asked.push(input)
      return { queued: 2 }
    },
    'products.sources': () => ({ items: [{ productId: SHOE.id, mediaId: '1', assetId: 'ast_1' }] }),
    'products.importProblems': () => ({
      items: [
        {
          ...{ productId: HAT.id, title: HAT.title, mediaId: '1', at: new Date().toISOString() },
          problem: { code: 'media_gone', message: 'The picture is no longer in the store.' },
        },
      ],
    }),
  })
  for (const name of ['Canvas sneaker', 'Felt hat', 'Empty box'])
    await eventually(() => button(new RegExp(`^Choose ${name}$`)).click())
  await eventually(() => button(/^Make new pictures/).click())
  await eventually(() => expect(text()).toContain('One product has no picture to begin from.'))
  expect(text()).toContain('one product after the other')
  button(/^Take 2 photos$/).click()
  await eventually(() => expect(text()).toContain('The picture is no longer in the store.'))
  expect(text()).toContain('1 of 2 photos in your library')
  expect(document.querySelector('a[href="/create?sources=ast_1"]')?.textContent).toContain('Make pictures')
  expect(asked).toEqual([{ productIds: [SHOE.id, HAT.id], pictures: 'first' }])
})

it('a failure of earlier is not taken for one of now', async () => {
  const { text, button } = show([SHOE, HAT], {
    'products.import': () => ({ queued: 1 }),
    'products.sources': () => ({ items: [] }),
    'products.importProblems': () => ({
      items: [
        {
          ...{ productId: HAT.id, title: HAT.title, mediaId: '1', at: '2026-11-21T12:00:00.000Z' },
          problem: { code: 'media_gone', message: 'The picture is no longer in the store.' },
        },
      ],
    }),
  })
  for (const name of ['Canvas sneaker', 'Felt hat'])
    await eventually(() => button(new RegExp(`^Choose ${name}$`)).click())
  await eventually(() => button(/^Make new pictures/).click())
  await eventually(() => button(/^Take 2 photos$/).click())
  await eventually(() => expect(text()).toContain('0 of 2 photos in your library'))
  expect(text()).not.toContain('no longer in the store')
})
