import { type Change, targetAfter } from '@studio/core/publications'
import type { ProductState, ProductView } from '@studio/core/stores'
import { expect, it } from 'vitest'
import { changesTo, draftOf, moveBy, moveTo, type ProductDraft, putBack, takeOff } from './product-draft.ts'

const SHOE = {
  media: ['a', 'b', 'c', 'd', 'e'].map((foreignId) => ({ foreignId, alt: `alt ${foreignId}` })),
  variants: [
    { foreignId: 'red', title: 'Red', sku: null, mediaId: 'b' },
    { foreignId: 'blue', title: 'Blue', sku: null, mediaId: null },
  ],
} as unknown as ProductView

/** What the changes make of the product, by the rules that plans are made by. */
function made(changes: readonly Change[]): ProductDraft {
  const { media, variants } = targetAfter(SHOE as unknown as ProductState, changes)
  const idOf = (ref: (typeof media)[number]['ref'] | null) => (ref?.from === 'store' ? ref.mediaId : null)
  return {
    order: media.map(({ ref }) => idOf(ref) as string),
    alts: Object.fromEntries(media.map(({ ref, alt }) => [idOf(ref), alt])),
    links: Object.fromEntries(Object.entries(variants).map(([id, ref]) => [id, idOf(ref)])),
  }
}

it('an untouched product asks for no change', () => {
  expect(changesTo(SHOE, draftOf(SHOE))).toEqual([])
  expect(changesTo(SHOE, moveBy(moveBy(draftOf(SHOE), 'b', 1), 'b', -1))).toEqual([])
})

it('a picture brought to the front is one move, not one of every other', () => {
  const changes = changesTo(SHOE, moveTo(draftOf(SHOE), 'e', 0))
  expect(changes).toEqual([{ op: 'move', mediaId: 'e', position: 0 }])
  expect(changesTo(SHOE, moveTo(draftOf(SHOE), 'a', 4))).toEqual([{ op: 'move', mediaId: 'a', position: 4 }])
})

it('whatever somebody arranges, the changes lead exactly there', () => {
  const permutations = (list: string[]): string[][] =>
    list.length < 2
      ? [list]
      : list.flatMap((first) =>
          permutations(list.filter((other) => other !== first)).map((rest) => [first, ...rest]),
        )
  for (const order of permutations(['a', 'b', 'c', 'd', 'e'])) {
    expect(made(changesTo(SHOE, { ...draftOf(SHOE), order })).order).toEqual(order)
    const shorter = order.slice(0, 3)
    expect(made(changesTo(SHOE, { ...draftOf(SHOE), order: shorter })).order).toEqual(shorter)
  }
})

it('what is taken off leaves its variants, and comes back to its place and to them', () => {
  const without = takeOff(draftOf(SHOE), 'b')
  expect(made(changesTo(SHOE, without))).toMatchObject({ order: ['a', 'c', 'd', 'e'], links: { red: null } })
  expect(changesTo(SHOE, putBack(without, SHOE, 'b'))).toEqual([])
})

it('alt texts and variants are changed where they differ, and nowhere else', () => {
  const draft = draftOf(SHOE)
  const changes = changesTo(SHOE, {
    ...draft,
    alts: { ...draft.alts, c: ' A shoe ', d: 'alt d ' },
    links: { ...draft.links, blue: 'd' },
  })
  expect(changes).toEqual([
    { op: 'alt', mediaId: 'c', alt: 'A shoe' },
    { op: 'link', variantId: 'blue', mediaId: 'd' },
  ])
})
