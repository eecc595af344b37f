import { useAnalyses } from '../analyses/use-analysis.ts'
import type { BatchDraft } from './batch-draft.ts'
import type { BatchOffer } from './settle-shots.ts'

/** As many photos are looked at; of the others the quote warns. */
const SAMPLE = 8

/**
 * Whether the local studio leads: every photo that was looked at is sure to be cut out well, and there is nothing else
 * among the sources of which nobody can tell yet.
 */
export function useVerdict({ assetIds, productIds, rows }: BatchDraft): BatchOffer['verdict'] {
  const analyses = useAnalyses(assetIds.slice(0, SAMPLE))
  const isKnown = assetIds.length > 0 && productIds.length === 0 && rows.length === 0
  return isKnown && analyses.every((analysis) => analysis?.cutOut?.verdict === 'sure') ? 'sure' : null
}
