import type { ExaminedView } from '@studio/core/batches'
import type { ShotView } from '@studio/core/shots'
import { formatNumberOf } from '../../lib/format.ts'
import type { BatchDraft } from './batch-draft.ts'

/** A draft without the sources that cannot be used, and what was left out, in sentences. */
export function leaveOutGone(
  draft: BatchDraft,
  { goneAssetIds, goneProductIds, refused }: ExaminedView,
): { draft: BatchDraft; words: string[] } {
  const out = new Set<string>([...goneAssetIds, ...goneProductIds, ...refused.map(({ assetId }) => assetId)])
  const say = (count: number, noun: string, what: string) =>
    count === 0 ? [] : [`${formatNumberOf(count, noun)} ${count === 1 ? 'was' : 'were'} ${what}.`]
  return {
    draft: {
      ...draft,
      assetIds: draft.assetIds.filter((id) => !out.has(id)),
      productIds: draft.productIds.filter((id) => !out.has(id)),
    },
    words: [
      ...say(goneAssetIds.length, 'photo', 'deleted'),
      ...say(goneProductIds.length, 'product', 'taken out of the store'),
      ...refused.slice(0, 3).map(({ message }) => message),
      ...say(Math.max(0, refused.length - 3), 'other file', 'left out too'),
    ],
  }
}

/** A draft without shots that were deleted, and what was left out, in sentences. */
export function leaveOutGoneShots(
  draft: BatchDraft,
  shots: readonly ShotView[],
): { draft: BatchDraft; words: string[] } {
  const isThere = ({ shotId }: { shotId: string | null }) =>
    shotId === null || shots.some(({ id }) => id === shotId)
  const gone = draft.shots.filter((choice) => !isThere(choice)).length
  if (gone === 0) return { draft, words: [] }
  return {
    draft: { ...draft, shots: draft.shots.filter(isThere) },
    words: [`${formatNumberOf(gone, 'shot')} of your own ${gone === 1 ? 'was' : 'were'} deleted.`],
  }
}
