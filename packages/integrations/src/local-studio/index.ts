export type { CutOutJudgement, LocalStudio } from './port.ts'
