import type { CutOutJudge } from '../picture-analyst/index.ts'
import type { PictureProvider } from '../picture-provider/index.ts'

/** The studio on this installation: a picture provider that also tells beforehand whether it can. */
export type LocalStudio = PictureProvider &
  CutOutJudge & {
    /** Stops its thread; what is under way is given up. */
    close(): Promise<void>
  }
