import type { ProductView } from '@studio/core/stores'
import { expect, it, vi } from 'vitest'
import { queryClient, trpc } from '../../lib/trpc.ts'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, write } from '../../testing/render-screens.tsx'
import { renderStores } from './testing/render-stores.tsx'
import { sampleProduct, samplePublication, sampleStore } from './testing/sample-store.ts'

vi.setConfig({ testTimeout: 30_000 })

const SHOE = sampleProduct()

/** Shows the product over what the server has. */
function show(product: ProductView, changes: Record<string, Answer> = {}) {
  answerCalls({
    'products.get': () => product,
    'stores.get': () => sampleStore(),
    'models.list': () => [],
    'publications.list': () => ({ items: [], nextCursor: null }),
    ...changes,
  })
  return renderStores(`/products/${product.id}`)
}

/** The alt texts in the order in which their pictures stand. */
const order = () => [...document.querySelectorAll('textarea')].map(({ value }) => value)

it('pictures are arranged by buttons, and become a plan of exactly these changes', async () => {
  const planned: unknown[] = []
  const { button, router } = show(SHOE, {
    'publications.planMany': (input) => {
      planned.push(input)
      return { groupId: 'pgr_01kaaaaaaaaaaaaaaaaaaaaaaa', items: [samplePublication()] }
    },
  })
  await eventually(() => expect(order()).toEqual(['View 1', 'View 2', 'View 3']))
  button(/^Make picture 3 the first$/).click()
  await eventually(() => expect(order()).toEqual(['View 3', 'View 1', 'View 2']))
  button(/^Move picture 2 back$/).click()
  await eventually(() => expect(order()).toEqual(['View 3', 'View 2', 'View 1']))
  write(document.querySelectorAll('textarea')[1] as HTMLTextAreaElement, 'Sneaker, from the side')
  await eventually(() => button(/^See the plan$/).click())
  await eventually(() => expect(router.state.location.pathname).toBe('/publications'))
  const [{ storeId, products }] = planned as [{ storeId: string; products: { changes: unknown[] }[] }]
  expect(storeId).toBe(SHOE.storeId)
  expect(products[0]?.changes).toContainEqual({ op: 'alt', mediaId: '2', alt: 'Sneaker, from the side' })
  expect(products[0]?.changes.filter((change) => (change as { op: string }).op === 'move')).toHaveLength(2)
})

it('what is taken off can be kept after all, and then nothing is left to plan', async () => {
  const { button, text } = show(SHOE)
  await eventually(() => button(/^Take picture 2 off$/).click())
  await eventually(() => expect(text()).toContain('To be taken off:'))
  button(/^Keep “View 2”$/).click()
  await eventually(() => expect(order()).toEqual(['View 1', 'View 2', 'View 3']))
  expect(text()).not.toContain('See the plan')
})

it('news from the store do not change what somebody is arranging', async () => {
  const { button, text } = show(SHOE)
  await eventually(() => button(/^Make picture 2 the first$/).click())
  await eventually(() => expect(text()).toContain('1 change'))
  const [first] = SHOE.media
  queryClient.setQueryData(trpc.products.get.queryKey({ id: SHOE.id }), {
    ...SHOE,
    media: [...SHOE.media, { ...(first as NonNullable<typeof first>), foreignId: '4', alt: 'View 4' }],
  })
  await eventually(() => expect(text()).toContain('1 change'))
  expect(order()).toEqual(['View 2', 'View 1', 'View 3'])
  button(/^Put it back$/).click()
  await eventually(() => expect(order()).toEqual(['View 1', 'View 2', 'View 3', 'View 4']))
})

it('the timeline shows what was published, and offers its undo', async () => {
  const published = samplePublication({ status: 'published', canUndo: true })
  const { button, text } = show(SHOE, {
    'publications.list': () => ({ items: [published], nextCursor: null }),
  })
  await eventually(() => expect(text()).toContain('1 added, 1 taken off'))
  button(/^Undo$/).click()
  await eventually(() => expect(text()).toContain('Undo what was published to Canvas sneaker?'))
})

it('its photos are taken into the library, and Create begins with them as soon as they are there', async () => {
  const sources: unknown[] = []
  const { button, router, text } = show(SHOE, {
    'models.list': () => [{ maxSourceAssets: 3 }],
    'products.import': ({ pictures }: { pictures: string }) => {
      for (const { foreignId } of pictures === 'all' ? SHOE.media : SHOE.media.slice(0, 1))
        sources.push({ productId: SHOE.id, mediaId: foreignId, assetId: `ast_${foreignId}` })
      return { queued: sources.length }
    },
    'products.sources': () => ({ items: sources }),
    'products.importProblems': () => ({ items: [] }),
  })
  await eventually(() => button(/^Make new pictures$/).click())
  await eventually(() => expect(text()).toContain('Take 1 photo'))
  const all = [...document.querySelectorAll<HTMLElement>('[role=radio]')].at(-1)
  all?.click()
  await eventually(() => button(/^Take 3 photos$/).click())
  await eventually(() => expect(router.state.location.pathname).toBe('/create'))
  expect(router.state.location.search).toEqual({ sources: 'ast_1,ast_2,ast_3' })
})
