export type { LocalStudioLogger, LocalStudioOptions } from './local-studio.ts'
export { createLocalStudio } from './local-studio.ts'
export type { CutOutJudgement, LocalStudio } from './port.ts'
