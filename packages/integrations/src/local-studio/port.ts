import type { PictureProvider } from '../picture-provider/index.ts'

/** How surely a product can be cut out of a photo: from 0 to 1, and what that was judged by. */
export type CutOutJudgement = { confidence: number; measures: Record<string, number> }

/** The studio on this installation: a picture provider that also tells beforehand whether it can. */
export type LocalStudio = PictureProvider & {
  /** Judges a photo's original bytes. @throws PictureUnreadable */
  judge(photo: Uint8Array, signal: AbortSignal): Promise<CutOutJudgement>
  /** Stops its thread; what is under way is given up. */
  close(): Promise<void>
}
