import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import type { ProductState } from '../stores/index.ts'
import { afterSteps, type Brought, idOf } from './after-steps.ts'
import type { Change } from './change.ts'
import { type Expectation, findConflicts } from './conflicts.ts'
import { planSteps, type Step } from './steps.ts'
import { keyOf, type Target, targetAfter } from './target.ts'
import { restorableOf, targetOfUndo } from './undo.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const OURS = Array.from({ length: 3 }, () => newId('asset', NOW))
const [first, second] = OURS as [string, string]

const product = (media: string[], links: (string | null)[] = []): ProductState => ({
  ...{ foreignId: 'product', title: 'Mug', handle: 'mug', status: 'ACTIVE', productType: '', vendor: '' },
  ...{ url: null, updatedAt: NOW.toISOString() },
  media: media.map((foreignId) => ({
    ...{ foreignId, kind: 'picture' as const, alt: `alt of ${foreignId}`, url: null },
    ...{ widthPx: null, heightPx: null },
  })),
  variants: links.map((mediaId, index) => ({
    foreignId: `v${index}`,
    title: `V${index}`,
    sku: null,
    mediaId,
  })),
})

const context = { mediaPerProduct: 250, addedByUs: new Set<string>() }
const kinds = (steps: readonly Step[]) => steps.map(({ kind }) => kind)
const stepsFor = (state: ProductState, changes: Change[]) =>
  planSteps(state, targetAfter(state, changes), context)

/** What a store would call each picture that the steps bring. */
function bring(steps: readonly Step[], name: string): Brought {
  const refs = steps.flatMap((step) => (step.kind === 'bring' ? [step.ref] : []))
  return Object.fromEntries(refs.map((ref, index) => [keyOf(ref), `${name}${index}`]))
}

const shape = ({ media, variants }: Expectation) => ({
  media: media.map(({ foreignId, alt }) => [foreignId, alt]),
  links: variants.map(({ mediaId }) => mediaId),
})

const shapeOf = ({ media, variants }: Target, brought: Brought) => ({
  media: media.map(({ ref, alt }) => [idOf(ref, brought), alt]),
  links: Object.values(variants).map((ref) => ref && idOf(ref, brought)),
})

describe('the steps of a plan', () => {
  const state = product(['a', 'b', 'c'], ['a', null])

  it.each<[string, Change[], Step['kind'][]]>([
    [
      'a picture at the end is brought, and nothing is moved',
      [{ op: 'add', assetId: first as never }],
      ['bring'],
    ],
    [
      'a picture in front is brought, then put there',
      [{ op: 'add', assetId: first as never, position: 0 }],
      ['bring', 'order'],
    ],
    ['words alone are changed', [{ op: 'alt', mediaId: 'b', alt: 'new' }], ['alt']],
    ['words that are the same are left alone', [{ op: 'alt', mediaId: 'b', alt: 'alt of b' }], []],
    ['a move is one new order', [{ op: 'move', mediaId: 'c', position: 0 }], ['order']],
    ['a move to where it is does nothing', [{ op: 'move', mediaId: 'c', position: 2 }], []],
    [
      'a replacement is brought, linked and put in its place before the old one is taken off',
      [{ op: 'replace', mediaId: 'a', assetId: first as never }],
      ['bring', 'link', 'order', 'detach'],
    ],
    ['what a variant shows is taken off with its link', [{ op: 'remove', mediaId: 'a' }], ['link', 'detach']],
  ])('%s', (_what, changes, expected) => {
    expect(kinds(stepsFor(state, changes))).toEqual(expected)
  })

  it('make room first where the store would not take that many at once', () => {
    const target = targetAfter(state, [{ op: 'replace', mediaId: 'c', assetId: first as never }])
    expect(kinds(planSteps(state, target, { ...context, mediaPerProduct: 3 }))).toEqual(['detach', 'bring'])
  })

  it('delete only what we added ourselves; what is foreign keeps its file', () => {
    const target = targetAfter(state, [
      { op: 'remove', mediaId: 'b' },
      { op: 'remove', mediaId: 'c' },
    ])
    const steps = planSteps(state, target, { ...context, addedByUs: new Set(['c']) })
    expect(steps).toEqual([
      { kind: 'detach', mediaId: 'b' },
      { kind: 'discard', mediaId: 'c' },
    ])
  })

  it.each<[string, Change]>([
    ['a picture that the product does not have', { op: 'remove', mediaId: 'z' }],
    ['a variant that the product does not have', { op: 'link', variantId: 'z', mediaId: 'a' }],
    ['a variant’s picture that is not on the product', { op: 'link', variantId: 'v0', mediaId: 'z' }],
  ])('are refused for %s', (_what, change) => {
    expect(() => targetAfter(state, [change])).toThrow(/The product has no|A variant can only show/)
  })
})

/** Changes that are right when they are made in this order; what has gone or is there already is skipped. */
const anyChanges = fc.array(
  fc.oneof(
    fc.record({ op: fc.constant('add' as const), asset: fc.nat(2), position: fc.nat(6) }),
    fc.record({ op: fc.constant('replace' as const), media: fc.nat(5), asset: fc.nat(2) }),
    fc.record({ op: fc.constant('remove' as const), media: fc.nat(5) }),
    fc.record({ op: fc.constant('move' as const), media: fc.nat(5), position: fc.nat(6) }),
    fc.record({ op: fc.constant('alt' as const), media: fc.nat(5), alt: fc.constantFrom('', 'x', 'y') }),
    fc.record({ op: fc.constant('link' as const), variant: fc.nat(2), media: fc.option(fc.nat(5)) }),
  ),
  { maxLength: 8 },
)

type Drawn = typeof anyChanges extends fc.Arbitrary<infer Changes> ? Changes : never

const anyProduct = fc
  .tuple(fc.nat(6), fc.array(fc.option(fc.nat(5)), { maxLength: 3 }))
  .map(([count, links]) => {
    const media = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, count)
    return product(
      media,
      links.map((link) => (link === null ? null : (media[link] ?? null))),
    )
  })

function makePossible(state: ProductState, drawn: Drawn): Change[] {
  const possible: Change[] = []
  for (const change of drawn) {
    const assetId = 'asset' in change ? (OURS[change.asset] as never) : (undefined as never)
    const mediaId = 'media' in change && change.media !== null ? 'abcdef'[change.media] : null
    const named = { ...change, assetId, mediaId, variantId: 'variant' in change ? `v${change.variant}` : '' }
    const { asset: _a, media: _m, variant: _v, ...rest } = named as Record<string, unknown>
    try {
      targetAfter(state, [...possible, rest as Change])
      possible.push(rest as Change)
    } catch {
      // It names what is not there by then; another draw does.
    }
  }
  return possible
}

describe('for any product and any changes', () => {
  it('the steps lead to what was planned', () => {
    fc.assert(
      fc.property(anyProduct, anyChanges, fc.constantFrom(3, 250), (state, drawn, mediaPerProduct) => {
        const target = targetAfter(state, makePossible(state, drawn))
        const steps = planSteps(state, target, { ...context, mediaPerProduct })
        const brought = bring(steps, 'new')
        expect(shape(afterSteps(state, steps, brought))).toEqual(shapeOf(target, brought))
      }),
    )
  })

  it('undoing leads back, and undoing that leads there again', () => {
    fc.assert(
      fc.property(anyProduct, anyChanges, (state, drawn) => {
        const done = publish(state, targetAfter(state, makePossible(state, drawn)), 'new', new Set())
        const back = publish(done.state, targetOfUndo(state, done.state, done.ours), 'back', done.ours)
        expect(namesOf(back.state, back.origins)).toEqual(namesOf(state, {}))
        const again = publish(back.state, targetOfUndo(done.state, back.state, back.ours), 'again', back.ours)
        expect(namesOf(again.state, { ...back.origins, ...again.origins })).toEqual(namesOf(done.state, {}))
      }),
    )
  })

  it('a plan for what is already so has no steps', () => {
    fc.assert(
      fc.property(anyProduct, (state) => {
        expect(planSteps(state, targetAfter(state, []), context)).toEqual([])
      }),
    )
  })
})

/** Runs a plan on a product as a store would, and says where each new picture comes from. */
function publish(state: ProductState, target: Target, name: string, addedByUs: ReadonlySet<string>) {
  const steps = planSteps(state, target, { ...context, addedByUs })
  const brought = bring(steps, name)
  const origins = Object.fromEntries(
    Object.entries(brought).map(([key, id]) => [id, key.startsWith('snapshot ') ? key.slice(9) : id]),
  )
  return {
    state: { ...state, ...afterSteps(state, steps, brought) },
    ours: new Set(Object.values(brought)),
    origins,
  }
}

/** A product's shape, with pictures that were put back under the names they had before. */
function namesOf(state: Expectation, origins: Record<string, string>) {
  const name = (id: string): string => (origins[id] && origins[id] !== id ? name(origins[id]) : id)
  return {
    media: state.media.map(({ foreignId, alt }) => [name(foreignId), alt]),
    links: state.variants.map(({ mediaId }) => mediaId && name(mediaId)),
  }
}

describe('a conflict', () => {
  const state = product(['a', 'b', 'c'], ['a'])
  const changed = (media: string[], links: (string | null)[] = ['a']) =>
    findConflicts(state, product(media, links))

  it('is not seen where nothing about the pictures has changed', () => {
    const renamed = {
      ...product(['a', 'b', 'c'], ['a']),
      title: 'Cup',
      updatedAt: '2027-01-01T00:00:00.000Z',
    }
    expect(findConflicts(state, renamed)).toEqual([])
  })

  it('says what was added, removed, moved, described or linked otherwise, with both sides', () => {
    expect(findConflicts(state, null)).toEqual([{ what: 'gone' }])
    expect(changed(['a', 'b', 'c', 'd'])).toEqual([{ what: 'media_added', mediaId: 'd' }])
    expect(changed(['a', 'c'])).toEqual([{ what: 'media_removed', mediaId: 'b' }])
    expect(changed(['b', 'a', 'c'])).toEqual([
      { what: 'order', expected: ['a', 'b', 'c'], found: ['b', 'a', 'c'] },
    ])
    expect(changed(['a', 'b', 'c'], [null])).toEqual([
      { what: 'variant', variantId: 'v0', expected: 'a', found: null },
    ])
    const described = product(['a', 'b', 'c'], ['a'])
    const media = described.media.map((one, index) => (index === 1 ? { ...one, alt: 'theirs' } : one))
    expect(findConflicts(state, { ...described, media })).toEqual([
      { what: 'alt', mediaId: 'b', expected: 'alt of b', found: 'theirs' },
    ])
  })
})

describe('an undo', () => {
  it('leaves what a variant shows of its own, beside the product’s pictures', () => {
    const before = product(['a', 'b'], ['a', 'elsewhere'])
    const target = targetAfter(before, [{ op: 'remove', mediaId: 'a' }])
    const { state, ours } = publish(before, target, 'new', new Set())
    const undone = publish(state, targetOfUndo(before, state, ours), 'back', ours)
    expect(namesOf(undone.state, undone.origins).links).toEqual(['a', 'elsewhere'])
  })

  it('keeps what the store’s people added since, behind the rest', () => {
    const before = product(['a', 'b'])
    const target = targetAfter(before, [{ op: 'replace', mediaId: 'a', assetId: second as never }])
    const { state, ours } = publish(before, target, 'new', new Set())
    const withTheirs = { ...state, media: [...state.media, ...product(['theirs']).media] }
    const undone = publish(withTheirs, targetOfUndo(before, withTheirs, ours), 'back', ours)
    expect(namesOf(undone.state, undone.origins).media.map(([id]) => id)).toEqual(['a', 'b', 'theirs'])
  })

  it('leaves off what the store’s people took off since, and puts back what the publication did', () => {
    const before = product(['a', 'b', 'c'], ['a', 'b'])
    const steps = stepsFor(before, [{ op: 'remove', mediaId: 'a' }])
    const withoutB = { ...product(['c'], [null, null]) }
    expect(shape(restorableOf(before, steps, withoutB))).toEqual({
      media: [
        ['a', 'alt of a'],
        ['c', 'alt of c'],
      ],
      links: ['a'],
    })
  })
})
