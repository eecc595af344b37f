export type { CutOutVerdict } from './cut-out-verdict.ts'
export { CUT_OUT_LINES, CUT_OUT_WORDS, judgeCutOut } from './cut-out-verdict.ts'
export type { AnalysisContent, AnalysisView, PhotoRemark } from './schema.ts'
export { analysisContent, analysisView, MAX_ALT_TEXT_CHARACTERS, PHOTO_REMARKS } from './schema.ts'
