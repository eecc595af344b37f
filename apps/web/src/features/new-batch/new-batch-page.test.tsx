import type { BatchRequest } from '@studio/core/batches'
import { createRoute } from '@tanstack/react-router'
import { describe, expect, it, vi } from 'vitest'
import { batchSearch } from '../../routes/search.ts'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { renderRoutes } from '../../testing/render-routes.tsx'
import { usualAnswers } from '../../testing/sample-offer.ts'
import { UploadsProvider } from '../uploads/index.ts'
import { type BatchDraft, chooseShot, EMPTY_DRAFT, toKept } from './batch-draft.ts'
import { NewBatchPage } from './new-batch-page.tsx'

const CREDITS_EACH = 2
const draft: BatchDraft = {
  ...EMPTY_DRAFT,
  assetIds: ['ast_photo'],
  productIds: ['prd_shoe', 'prd_bag'],
  shots: [chooseShot('white-hero'), { ...chooseShot('plinth'), productTypes: ['Shoes'] }],
}

/** Opens a kept draft; `saved` is what was kept of it since. */
function openKept(kept: BatchDraft, { available = 100, ...answers }: Record<string, unknown> = {}) {
  const saved: { id?: string; name: string; request: Record<string, unknown> }[] = []
  const usual: Record<string, Answer> = {
    ...usualAnswers(),
    'batches.request': () => ({ name: 'Autumn', request: JSON.parse(JSON.stringify(toKept(kept))) }),
    'batches.saveDraft': (input: (typeof saved)[number]) => {
      saved.push(input)
      return { id: input.id ?? 'bat_other' }
    },
    'batchSources.examine': () => ({
      ...{ goneAssetIds: [], goneProductIds: [], refused: [] },
      productTypes: [
        { productType: 'Bags', productIds: ['prd_bag'] },
        { productType: 'Shoes', productIds: ['prd_shoe'] },
      ],
    }),
    'batchSources.preview': () => ({ items: [] }),
    'batches.quote': ({ work, sources }: BatchRequest) => {
      const counts = work.map(({ productTypes }) =>
        productTypes ? 1 : sources.assetIds.length + sources.productIds.length,
      )
      const itemCount = counts.reduce((sum, count) => sum + count, 0)
      return {
        ...{ id: 'quo_1', warnings: [], expiresAt: new Date(Date.now() + 900_000).toISOString() },
        items: counts.map((count, index) => ({
          ...{ label: `Shot ${index + 1}`, count, creditsEach: CREDITS_EACH, credits: count * CREDITS_EACH },
        })),
        ...{ credits: itemCount * CREDITS_EACH, itemCount, sourceCount: 3, available },
        isAffordable: itemCount * CREDITS_EACH <= Number(available),
      }
    },
  }
  answerCalls({ ...usual, ...(answers as Record<string, Answer>) })
  const screen = renderRoutes('/batches/new?draft=bat_1', (studio) => {
    const under = { getParentRoute: () => studio }
    const Page = () => (
      <UploadsProvider>
        <NewBatchPage />
      </UploadsProvider>
    )
    return [
      createRoute({ ...under, path: '/batches/new', component: Page, validateSearch: batchSearch }),
      createRoute({ ...under, path: '/batches', component: () => 'All batches' }),
      createRoute({ ...under, path: '/credits', component: () => 'Credits' }),
    ]
  })
  return { ...screen, saved }
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

describe('a new batch', () => {
  it('shows what is made of what, leaves out what a shot is not for, and prices each column and all', async () => {
    const { button, text } = openKept(draft)
    await eventually(() => expect(button(/^Start 4 pictures · 8 credits$/).disabled).toBe(false))
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].slice(0, 2).map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      ['1', 'Left out'],
      ['1', '1'],
      ['1', 'Left out'],
    ])
    expect(text()).toContain('Only for Shoes: 1 source')
    const totals = [...document.querySelectorAll('tfoot tr')].map((row) => row.textContent)
    expect(totals).toEqual(['Pictures31', 'Credits62'])
  })

  it('says what of a draft is gone, and goes on with the rest', async () => {
    const own = chooseShot('sht_deleted')
    const { button, text, saved } = openKept(
      { ...draft, shots: [chooseShot('white-hero'), own] },
      {
        'batchSources.examine': ({ assetIds }: { assetIds: string[] }) => ({
          ...{ goneAssetIds: assetIds, goneProductIds: [], refused: [], productTypes: [] },
        }),
      },
    )
    await eventually(() => expect(text()).toContain('1 photo was deleted.'))
    expect(text()).toContain('1 shot of your own was deleted.')
    await eventually(() => expect(button(/^Start 2 pictures · 4 credits$/).disabled).toBe(false))
    await eventually(() => expect(saved.at(-1)?.request).toMatchObject({ sources: { assetIds: [] } }))
  })

  it('offers as many sources as the credits do for, and keeps the others as a draft', async () => {
    const { button, text, saved } = openKept(
      { ...draft, shots: [chooseShot('white-hero')] },
      { available: 5 },
    )
    await eventually(() => expect(text()).toContain('You have enough for 2 of 3 items.'))
    expect(button(/^Start/).disabled).toBe(true)
    button(/^Take the first 2 sources$/).click()
    await eventually(() => expect(button(/^Start 2 pictures · 4 credits$/).disabled).toBe(false))
    const [rest] = saved.filter(({ id }) => id === undefined)
    expect(rest).toMatchObject({
      name: 'Autumn, the rest',
      request: { sources: { assetIds: [], productIds: ['prd_bag'] } },
    })
  })
})
