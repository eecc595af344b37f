import type { AnalysisView } from '@studio/core/analyses'
import type { ProductCategory, ShotView, SourceRole } from '@studio/core/shots'
import { useAnalyses, useRecommended } from '../analyses/use-analysis.ts'
import { settleRoles } from '../shots/shot-needs.ts'
import type { Draft } from './draft.ts'

/** What is known of the chosen photos, as far as it bears on what can be made of them. */
export type PhotoKnowledge = {
  roles: readonly SourceRole[]
  /** Whether there is anything to choose about the roles. */
  hasRoles: boolean
  analyses: readonly (AnalysisView | undefined)[]
  /** Of the photo whose product is hardest to cut out; null until all were judged. */
  cutOut: AnalysisView['cutOut']
  category: ProductCategory | null
  recommendedIds: readonly string[]
}

/** Reads what is on the chosen photos and what suits it. */
export function usePhotoKnowledge(draft: Draft, shots: readonly ShotView[]): PhotoKnowledge {
  const shot = shots.find(({ id }) => id === draft.shotId) ?? null
  const roles = settleRoles(draft.sourceIds, draft.roles, shot)
  const analyses = useAnalyses(draft.sourceIds)
  const shown = analyses.filter((_, index) => roles[index] === 'product' || roles[index] === 'base')
  const products = draft.sourceIds.filter((_, index) => roles[index] === 'product' || roles[index] === 'base')
  const known = shown.find((analysis) => analysis?.content)
  const recommendedIds = useRecommended(products, known !== undefined)
  return {
    roles,
    hasRoles: draft.sourceIds.length > 1 || (shot?.needs.roles ?? []).some((role) => !roles.includes(role)),
    analyses,
    cutOut: leastSure(shown),
    category: known?.content?.category ?? null,
    recommendedIds,
  }
}

function leastSure(analyses: readonly (AnalysisView | undefined)[]): AnalysisView['cutOut'] {
  const judged = analyses.map((analysis) => analysis?.cutOut ?? null)
  const [first = null] = judged.toSorted((a, b) => (a?.confidence ?? -1) - (b?.confidence ?? -1))
  return first
}
