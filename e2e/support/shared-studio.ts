import { inject } from 'vitest'
import type { StudioPlace } from './studio.ts'

declare module 'vitest' {
  interface ProvidedContext {
    studio: StudioPlace
  }
}

/**
 * The studio that runs for all files of stories; each file has accounts of its own. Whoever ends a part of it, breaks
 * something for everybody or needs settings of its own starts another one with `startStudio`.
 */
export const sharedStudio = (): StudioPlace => inject('studio')
