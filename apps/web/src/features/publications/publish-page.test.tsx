import { expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, write } from '../../testing/render-screens.tsx'
import { sampleAsset } from '../../testing/sample-generation.ts'
import { renderStores } from '../stores/testing/render-stores.tsx'
import { sampleProduct, samplePublication, sampleStore } from '../stores/testing/sample-store.ts'

vi.setConfig({ testTimeout: 30_000 })

const [FIRST, SECOND] = ['ast_01kaaaaaaaaaaaaaaaaaaaaaaa', 'ast_01kbbbbbbbbbbbbbbbbbbbbbbb']
const SHOE = sampleProduct()
const HAT = sampleProduct({ id: 'prd_01kbbbbbbbbbbbbbbbbbbbbbbb', title: 'Felt hat' })

/** Shows the page for two pictures, of which the product of the first is known. */
function show(changes: Record<string, Answer> = {}) {
  const planned: unknown[] = []
  answerCalls({
    'stores.list': () => ({ items: [sampleStore()], nextCursor: null }),
    'publications.prepare': () => ({
      items: [
        { assetId: FIRST, alt: 'A white sneaker', product: SHOE },
        { assetId: SECOND, alt: '', product: null },
      ],
    }),
    'assets.get': ({ id }: { id: string }) => sampleAsset(id as `ast_${string}`, `${id}.jpg`),
    'products.list': () => ({ items: [SHOE, HAT], nextCursor: null }),
    'publications.planMany': (input) => {
      planned.push(input)
      return { groupId: samplePublication().groupId, items: [] }
    },
    'publications.list': () => ({ items: [samplePublication()], nextCursor: null }),
    ...changes,
  })
  return { ...renderStores(`/publish?assets=${FIRST},${SECOND}`), planned }
}

/** The radios with this text, one for each picture that has them. */
const places = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('li [role=radio]')].filter(
    ({ textContent }) => textContent === name,
  )

it('the product a picture was made for is known, the other is asked for, and nothing is planned before', async () => {
  const { button, text, planned, router } = show()
  await eventually(() => expect(text()).toContain('One picture has no product yet.'))
  expect(text()).toContain('Canvas sneaker')
  expect(button(/^See the plan/).disabled).toBe(true)
  button(/^Choose the product$/).click()
  await eventually(() => button(/Felt hat$/).click())
  await eventually(() => expect(button(/^See the plan/).textContent).toBe('See the plan for 2 products'))
  places('As the first')[0]?.click()
  await eventually(() => expect(places('As the first')[0]?.getAttribute('aria-checked')).toBe('true'))
  write(document.querySelectorAll('textarea')[1] as HTMLTextAreaElement, 'A hat of felt')
  await eventually(() => button(/^See the plan/).click())
  await eventually(() => expect(router.state.location.search).toEqual({ group: samplePublication().groupId }))
  expect(planned).toEqual([
    {
      storeId: SHOE.storeId,
      products: [
        {
          productId: SHOE.id,
          changes: [{ op: 'add', position: 0, assetId: FIRST, alt: 'A white sneaker' }],
        },
        { productId: HAT.id, changes: [{ op: 'add', assetId: SECOND, alt: 'A hat of felt' }] },
      ],
    },
  ])
})

it('to replace a picture, one says which', async () => {
  const { button, text, planned } = show()
  await eventually(() => button(/^Do not publish ast_01kb/).click())
  await eventually(() => places('Instead of…')[0]?.click())
  await eventually(() => expect(text()).toContain('Say which picture is to be replaced.'))
  document.querySelector<HTMLElement>('[role=radio][aria-label="Picture 2: View 2"]')?.click()
  await eventually(() => button(/^See the plan$/).click())
  await eventually(() => expect(planned).toHaveLength(1))
  expect(planned).toMatchObject([{ products: [{ changes: [{ op: 'replace', mediaId: '2' }] }] }])
})

it('without a store it leads to connecting one', async () => {
  const { text } = show({ 'stores.list': () => ({ items: [], nextCursor: null }) })
  await eventually(() => expect(text()).toContain('No store is connected'))
  expect(document.querySelector('a[href="/stores"]')?.textContent).toBe('Connect a store')
})
