import type { AssetView } from '@studio/core/assets'

/** The AI marking in the file, as a person says it (IPTC DigitalSourceType; marketplaces ask for it). */
export const MARKING_WORDS: Record<NonNullable<AssetView['marking']>, string> = {
  generated: 'Marked as made by AI',
  composite: 'Marked as a composite with AI',
  enhanced: 'Your own pixels, arranged by computation',
}
