import { describe, expect, it } from 'vitest'
import { sizeWithin } from '../assets/index.ts'
import { newId } from '../kernel/index.ts'
import type { ProductState } from '../stores/index.ts'
import { diffOf } from './diff.ts'
import { decideAfterTrouble, type Trouble } from './failure.ts'
import { fileNameOf, markerOf } from './marker.ts'
import { proposeAlt } from './propose-alt.ts'
import type { PublicationStatus } from './record.ts'
import { targetAfter } from './target.ts'
import { warningsOf } from './warnings.ts'
import { conflictWords } from './words.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const assetId = newId('asset', NOW)
const limits = {
  ...{ mediaPerProduct: 3, pictureBytes: 20_000_000, pictureSidePx: 4472, picturePixels: 20_000_000 },
  altCharacters: 512,
}

const product = (...ids: string[]): ProductState => ({
  ...{ foreignId: 'product', title: 'Mug', handle: 'mug', status: 'ACTIVE', productType: '', vendor: '' },
  ...{ url: null, updatedAt: NOW.toISOString(), variants: [] },
  media: ids.map((foreignId) => ({
    ...{ foreignId, kind: 'picture' as const, alt: `alt of ${foreignId}`, url: null },
    ...{ widthPx: null, heightPx: null },
  })),
})

describe('a diff', () => {
  const changesOf = (order: string[]) => {
    const media = order.map((mediaId) => ({
      ref: { from: 'store' as const, mediaId },
      alt: `alt of ${mediaId}`,
    }))
    return diffOf(product('a', 'b', 'c', 'd'), { media, variants: {} }).after.map(({ change }) => change)
  }

  it('says of as few pictures as can be that they moved', () => {
    expect(changesOf(['a', 'b', 'c', 'd'])).toEqual(['kept', 'kept', 'kept', 'kept'])
    expect(changesOf(['d', 'a', 'b', 'c'])).toEqual(['moved', 'kept', 'kept', 'kept'])
    expect(changesOf(['b', 'c', 'd', 'a'])).toEqual(['kept', 'kept', 'kept', 'moved'])
  })

  it('shows what is taken off on the one side and what is added on the other', () => {
    const state = product('a', 'b')
    const { before, after } = diffOf(state, targetAfter(state, [{ op: 'replace', mediaId: 'b', assetId }]))
    expect(before.map(({ change }) => change)).toEqual(['kept', 'removed'])
    expect(after.map(({ change, alt }) => [change, alt])).toEqual([
      ['kept', 'alt of a'],
      ['added', 'alt of b'],
    ])
  })
})

describe('warnings', () => {
  const facts = { widthPx: 1000, heightPx: 800, sizeBytes: 1_000_000 }
  const codes = (
    state: ProductState,
    changes: Parameters<typeof targetAfter>[1],
    marking: 'generated' | null,
  ) => {
    const assets = new Map([[assetId as string, { ...facts, marking }]])
    return warningsOf(state, targetAfter(state, changes), assets, limits).map(({ what }) => what)
  }

  it.each([
    ['an AI picture comes first', product('a'), 'generated', ['first_is_generated']],
    ['a photo comes first', product('a'), null, []],
    ['the product is full then', product('a', 'b'), null, ['media_limit_reached']],
  ] as const)('are given where %s', (_when, state, marking, expected) => {
    expect(codes(state, [{ op: 'add', assetId, alt: 'x', position: 0 }], marking)).toEqual(expected)
  })

  it('are given where room is made first, and where nothing is left', () => {
    const full = product('a', 'b', 'c')
    expect(codes(full, [{ op: 'replace', mediaId: 'c', assetId }], null)).toEqual([
      'media_limit_reached',
      'removes_first',
    ])
    expect(codes(product('a'), [{ op: 'remove', mediaId: 'a' }], null)).toEqual(['no_picture_left'])
  })
})

describe('a picture that is too large', () => {
  it('is scaled to what the store takes in every respect, and no other is', () => {
    expect(sizeWithin({ widthPx: 4472, heightPx: 4472, sizeBytes: 1 }, limits)).toBeNull()
    expect(sizeWithin({ widthPx: 8944, heightPx: 100, sizeBytes: 1 }, limits)).toEqual({
      widthPx: 4472,
      heightPx: 50,
    })
    const { widthPx, heightPx } =
      sizeWithin({ widthPx: 4472, heightPx: 4473, sizeBytes: 1 }, limits) ?? expect.fail()
    expect(widthPx * heightPx).toBeLessThanOrEqual(limits.picturePixels)
    expect(sizeWithin({ widthPx: 2000, heightPx: 1000, sizeBytes: 80_000_000 }, limits)?.widthPx).toBe(950)
  })
})

describe('a proposed alternative text', () => {
  it('is of the picture, else of its photo, else the product’s name, and ends at a word', () => {
    expect(proposeAlt({ own: 'own', ofSources: ['photo'], title: 'Mug' }, 512)).toBe('own')
    expect(proposeAlt({ own: ' ', ofSources: [null, 'photo'], title: 'Mug' }, 512)).toBe('photo')
    expect(proposeAlt({ own: null, ofSources: [], title: 'Mug' }, 512)).toBe('Mug')
    expect(proposeAlt({ own: null, ofSources: [], title: null }, 512)).toBe('')
    expect(proposeAlt({ own: 'a mug on a table', ofSources: [], title: null }, 10)).toBe('a mug on…')
  })
})

describe('after trouble', () => {
  const after = (code: Trouble, status: PublicationStatus, attempt = 0) =>
    decideAfterTrouble({ code }, { status, attempt })

  it('what passes by itself is waited for longer and longer, and as long as the store asks', () => {
    expect(after('unreachable', 'running')).toEqual({ next: 'wait', ms: 2000 })
    expect(after('unreachable', 'running', 3)).toEqual({ next: 'wait', ms: 16_000 })
    const asked = decideAfterTrouble(
      { code: 'throttled', retryAfterMs: 90_000 },
      { status: 'queued', attempt: 0 },
    )
    expect(asked).toEqual({ next: 'wait', ms: 90_000 })
  })

  it('what does not pass ends what was not begun, and is taken back where it was', () => {
    expect(after('media_refused', 'queued')).toEqual({ next: 'fail', failure: 'media_refused' })
    expect(after('media_refused', 'running')).toEqual({ next: 'revert', failure: 'media_refused' })
    expect(after('unreachable', 'running', 14)).toEqual({ next: 'revert', failure: 'store_unreachable' })
  })

  it('taking back is tried for about a day, whatever the trouble, and then it is said that it failed', () => {
    let waitedMs = 0
    for (let attempt = 0; ; attempt += 1) {
      const decision = after('refused', 'reverting', attempt)
      if (decision.next !== 'wait') {
        expect(decision).toEqual({ next: 'fail', failure: 'not_taken_back' })
        break
      }
      waitedMs += decision.ms
    }
    expect(waitedMs / 3_600_000).toBeGreaterThan(20)
    expect(waitedMs / 3_600_000).toBeLessThan(30)
  })

  it.each(['queued', 'running', 'reverting'] as const)(
    'a store that locks us out is waited for (%s)',
    (status) => {
      expect(after('access_revoked', status, 99)).toEqual({ next: 'rest' })
      expect(after('scope_missing', status, 99)).toEqual({ next: 'rest' })
    },
  )
})

describe('a file’s name', () => {
  it('says what it shows, carries its marker, and no character that a store would change', () => {
    const id = newId('publication', NOW)
    const marker = markerOf(id, { from: 'asset', assetId })
    expect(markerOf(id, { from: 'asset', assetId: newId('asset', NOW) })).not.toBe(marker)
    expect(markerOf(newId('publication', NOW), { from: 'asset', assetId })).not.toBe(marker)
    expect(fileNameOf('Tasse für Ü60%', marker, 'png')).toBe(`tasse-fu-r-u-60-${marker}.png`)
    expect(fileNameOf('茶碗', marker, 'png')).toBe(`${marker}.png`)
    expect(markerOf(id, { from: 'snapshot', mediaId: 'gid://shopify/MediaImage/12' })).toMatch(/^[a-z0-9-]+$/)
  })
})

describe('a conflict in words', () => {
  it('names pictures by their place in the plan, on both sides', () => {
    const order = { what: 'order', expected: ['a', 'b'], found: ['b', 'z', 'a'] } as const
    expect(conflictWords(order, ['a', 'b'])).toMatchObject({
      expected: 'picture 1, picture 2',
      found: 'picture 2, a new picture, picture 1',
    })
    const linked = { what: 'variant', variantId: 'v', expected: 'a', found: null } as const
    expect(conflictWords(linked, ['a'])).toMatchObject({
      expected: 'picture 1',
      found: 'no picture of its own',
    })
  })
})
