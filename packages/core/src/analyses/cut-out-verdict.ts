/** What a cut-out is good for: use it, look at it first, or have the shot made otherwise. */
export type CutOutVerdict = 'sure' | 'look' | 'unsuitable'

/**
 * The lines between the verdicts, drawn by eye on twenty photos: expect worse on others (packages/cutout/README.md).
 */
export const CUT_OUT_LINES = { sure: 0.7, look: 0.15 } as const

/** Judges a cut-out's confidence, from 0 to 1. */
export function judgeCutOut(confidence: number): CutOutVerdict {
  if (confidence >= CUT_OUT_LINES.sure) return 'sure'
  return confidence >= CUT_OUT_LINES.look ? 'look' : 'unsuitable'
}

/** The verdict in a sentence for the person. */
export const CUT_OUT_WORDS: Record<CutOutVerdict, string> = {
  sure: 'The product stands out clearly: its own pixels can be used.',
  look: 'The cut-out may need a look: check its edges before you use it.',
  unsuitable: 'The product cannot be told from its background for sure. Use a plainer photo, or an AI shot.',
}
