import type { AnalysisContent, DescribedContent } from '@studio/core/analyses'

/** A description while it is being written: materials as one line with commas. */
export type AnalysisDraft = Omit<DescribedContent, 'materials'> & { materials: string }

/** How many characters of an alternative text screen readers read without a pause; more is allowed. */
export const GOOD_ALT_TEXT_CHARACTERS = 125

/** The most materials and colours a description has. */
const MOST = { materials: 10, colours: 8 }

/** Begins with what is known, or with an empty description. */
export function draftOf(content: AnalysisContent | null): AnalysisDraft {
  return {
    product: content?.product ?? '',
    category: content?.category ?? 'other',
    materials: content?.materials.join(', ') ?? '',
    colours: content?.colours ?? [],
    suggestedShotIds: content?.suggestedShotIds ?? [],
    altText: content?.altText ?? '',
  }
}

/** The description as it is kept: without empty entries and doubles. */
export function describeDraft(draft: AnalysisDraft): DescribedContent {
  const materials = draft.materials.split(',').map((material) => material.trim())
  return {
    ...draft,
    product: draft.product.trim(),
    altText: draft.altText.trim(),
    materials: [...new Set(materials)].filter(Boolean).slice(0, MOST.materials),
    colours: draft.colours.map(({ name, hex }) => ({ name: name.trim(), hex })),
  }
}

/** Whether one more colour can be named. */
export function canAddColour({ colours }: AnalysisDraft): boolean {
  return colours.length < MOST.colours
}
