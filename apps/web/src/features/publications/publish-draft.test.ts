import { targetAfter } from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import { expect, it } from 'vitest'
import { changesOf, missingOf, type PublishRow } from './publish-draft.ts'

const row = (asset: string, changes: Partial<PublishRow> = {}): PublishRow => ({
  assetId: `ast_${asset}`,
  productId: 'prd_shoe',
  place: 'end',
  replaces: null,
  alt: `alt ${asset}`,
  ...changes,
})

const SHOE = {
  media: ['1', '2'].map((foreignId) => ({ foreignId, alt: '', kind: 'picture', url: '' })),
  variants: [],
} as unknown as ProductState

/** The order that a product's pictures come into. */
const orderAfter = (rows: PublishRow[]) =>
  targetAfter(SHOE, changesOf(rows)[0]?.changes ?? []).media.map(({ ref }) =>
    ref.from === 'asset' ? ref.assetId : ref.mediaId,
  )

it('several pictures for the front stand there in the order they were chosen in', () => {
  expect(orderAfter([row('a', { place: 'first' }), row('z'), row('b', { place: 'first' })])).toEqual([
    'ast_a',
    'ast_b',
    '1',
    '2',
    'ast_z',
  ])
})

it('a replacement takes the place of what it replaces, whatever else is added', () => {
  const rows = [row('a', { place: 'first' }), row('b', { place: 'replace', replaces: '2' })]
  expect(orderAfter(rows)).toEqual(['ast_a', '1', 'ast_b'])
})

it('pictures of several products are planned product by product', () => {
  const plans = changesOf([row('a'), row('b', { productId: 'prd_hat' }), row('c')])
  expect(plans.map(({ productId, changes }) => [productId, changes.length])).toEqual([
    ['prd_shoe', 2],
    ['prd_hat', 1],
  ])
})

it('what is missing is said, and nothing is when nothing is', () => {
  expect(missingOf([])).toContain('library')
  expect(missingOf([row('a', { productId: null }), row('b')])).toBe('One picture has no product yet.')
  expect(missingOf([row('a', { place: 'replace' })])).toBe('Say which picture is to be replaced.')
  const replacing = { place: 'replace', replaces: '2' } as const
  expect(missingOf([row('a', replacing), row('b', replacing)])).toContain('Two pictures replace the same')
  expect(missingOf([row('a', replacing), row('b', { ...replacing, productId: 'prd_hat' })])).toBeNull()
})
