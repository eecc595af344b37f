import { newId } from '@studio/core/kernel'
import {
  afterSteps,
  type Change,
  findConflicts,
  idOf,
  keyOf,
  planSteps,
  type Target,
  targetAfter,
  targetOfUndo,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawPicture, lookAt } from './testing/draw-picture.ts'
import { idsOf, patient, readProduct, type StoreSubject, shapeOf } from './testing/subject.ts'
import { type Source, takeSteps } from './testing/take-steps.ts'

/** Each is a dozen calls to the store; core tries the plans themselves by the thousand. */
const PUBLISHED_AT_RANDOM = 5

/** Promises about whole plans, taken step by step and undone. Part of `storeConnectorContract`. */
export function publishingPromises(subjectOf: () => StoreSubject): void {
  const read = () => readProduct(subjectOf())
  const listFiles = () => subjectOf().shop.listFiles()

  const [FIRST, SECOND] = [newId('asset', new Date()), newId('asset', new Date())]
  const none: ReadonlySet<string> = new Set()
  type Kept = Record<string, { bytes: Uint8Array; mime: string }>

  /** Takes a plan's steps, and compares the product with what was planned. */
  async function publish(target: Target, addedByUs: ReadonlySet<string>, kept: Kept) {
    const { connector, productId } = subjectOf()
    const before = await read()
    const { mediaPerProduct } = connector.limits
    const steps = planSteps(before, target, { mediaPerProduct, addedByUs })
    const pictures: Kept = {
      [FIRST]: { bytes: await drawPicture(1), mime: 'image/png' },
      [SECOND]: { bytes: await drawPicture(2), mime: 'image/png' },
    }
    const source: Source = (ref) => {
      const picture = ref.from === 'asset' ? pictures[ref.assetId] : kept[ref.mediaId]
      if (!picture) throw new Error(`no bytes of ${keyOf(ref)}`)
      const marker = `studio-pro-${keyOf(ref)
        .replace(/[^a-z0-9]+/gi, '-')
        .toLowerCase()}`
      return { ...picture, fileName: `${marker}.${picture.mime.replace('image/', '')}`, marker }
    }
    const brought = await takeSteps(connector, productId, steps, source, patient)
    const after = await read()
    expect(findConflicts(afterSteps(before, steps, brought), after)).toEqual([])
    expect(idsOf(after)).toEqual(target.media.map(({ ref }) => idOf(ref, brought)))
    return { before, after, ours: new Set(Object.values(brought)) }
  }

  async function keepBytes({ media }: ProductState): Promise<Kept> {
    const kept: Kept = {}
    for (const { foreignId, url } of media)
      kept[foreignId] = await subjectOf().connector.readMedia(url ?? '', 5_000_000, patient)
    return kept
  }

  /** Everything at once: replaced, added in front, removed, moved, described, linked. */
  function changesOf({ media, variants }: ProductState): Change[] {
    const [first, second, third] = media.map(({ foreignId }) => foreignId) as [string, string, string]
    return [
      { op: 'replace', mediaId: first, assetId: FIRST },
      { op: 'add', assetId: SECOND, alt: 'in front', position: 0 },
      { op: 'remove', mediaId: second },
      { op: 'move', mediaId: third, position: 0 },
      { op: 'alt', mediaId: third, alt: 'described anew' },
      { op: 'link', variantId: variants[1]?.foreignId ?? '', assetId: SECOND },
    ]
  }

  it('makes a product as planned, and puts it back as it was, down to the ids', async () => {
    const files = await listFiles()
    const { before, after, ours } = await publish(
      targetAfter(await read(), changesOf(await read())),
      none,
      {},
    )
    expect(shapeOf(after)).not.toEqual(shapeOf(before))
    await publish(targetOfUndo(before, after, ours), ours, {})
    expect(shapeOf(await read())).toEqual(shapeOf(before))
    expect((await listFiles()).toSorted()).toEqual(files.toSorted())
  })

  it('puts a product back after any changes', async () => {
    const place = fc.nat({ max: 2 })
    const anyChange = fc.oneof(
      fc.record({ op: fc.constant('add' as const), asset: place, position: place }),
      fc.record({ op: fc.constant('replace' as const), media: place, asset: place }),
      fc.record({ op: fc.constant('remove' as const), media: place }),
      fc.record({ op: fc.constant('move' as const), media: place, position: place }),
      fc.record({ op: fc.constant('alt' as const), media: place, alt: fc.string({ maxLength: 20 }) }),
      fc.record({ op: fc.constant('link' as const), variant: fc.nat({ max: 1 }), media: fc.option(place) }),
    )
    const runs = fc.asyncProperty(fc.array(anyChange, { minLength: 2, maxLength: 6 }), async (drawn) => {
      await subjectOf().reset()
      const state = await read()
      const files = await listFiles()
      const mediaIdAt = (index: number) => state.media[index]?.foreignId ?? ''
      const assetIdAt = (index: number) => [FIRST, SECOND][index % 2] ?? FIRST
      const changes = drawn.map((change): Change => {
        if (change.op === 'add') return { ...change, assetId: assetIdAt(change.asset) }
        if (change.op === 'replace')
          return { op: 'replace', mediaId: mediaIdAt(change.media), assetId: assetIdAt(change.asset) }
        if (change.op === 'link') {
          const variantId = state.variants[change.variant]?.foreignId ?? ''
          return { op: 'link', variantId, mediaId: change.media === null ? null : mediaIdAt(change.media) }
        }
        return { ...change, mediaId: mediaIdAt(change.media) } as Change
      })
      const { before, after, ours } = await publish(targetAfter(state, sensible(state, changes)), none, {})
      await publish(targetOfUndo(before, after, ours), ours, {})
      expect(shapeOf(await read())).toEqual(shapeOf(before))
      expect((await listFiles()).toSorted()).toEqual(files.toSorted())
    })
    await fc.assert(runs, { numRuns: PUBLISHED_AT_RANDOM })
  })

  it('puts a picture back from its bytes when its file was deleted meanwhile', async () => {
    const state = await read()
    const kept = await keepBytes(state)
    const [, second] = idsOf(state) as [string, string]
    const removed = targetAfter(state, [{ op: 'remove', mediaId: second }])
    const { before, after, ours } = await publish(removed, none, {})
    await subjectOf().shop.deleteFile(second)
    await publish(targetOfUndo(before, after, ours), ours, kept)
    const now = await read()
    expect(now.media.map(({ alt }) => alt)).toEqual(before.media.map(({ alt }) => alt))
    const { bytes } = await subjectOf().connector.readMedia(now.media[1]?.url ?? '', 5_000_000, patient)
    expect((await lookAt(bytes)).rgb).toEqual((await lookAt((kept[second] as Kept[string]).bytes)).rgb)
  })

  it('undoes an undo', async () => {
    const published = await publish(targetAfter(await read(), changesOf(await read())), none, {})
    const kept = await keepBytes(published.after)
    const undone = await publish(
      targetOfUndo(published.before, published.after, published.ours),
      published.ours,
      {},
    )
    await publish(targetOfUndo(published.after, undone.after, undone.ours), undone.ours, kept)
    const altsOf = ({ media }: ProductState) => media.map(({ alt }) => alt)
    const linksOf = ({ variants, media }: ProductState) =>
      variants.map(({ mediaId }) => media.findIndex(({ foreignId }) => foreignId === mediaId))
    const now = await read()
    expect(altsOf(now)).toEqual(altsOf(published.after))
    expect(linksOf(now)).toEqual(linksOf(published.after))
  })
}

/** Of changes, those that make sense one after the other: a picture that is removed is not moved any more. */
function sensible(state: ProductState, changes: readonly Change[]): Change[] {
  const kept: Change[] = []
  for (const change of changes) {
    kept.push(change)
    try {
      targetAfter(state, kept)
    } catch {
      kept.pop()
    }
  }
  return kept
}
