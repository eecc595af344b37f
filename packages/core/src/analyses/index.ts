export { ANALYSING_PROVIDER } from './analysing-provider.ts'
export type { CutOutVerdict } from './cut-out-verdict.ts'
export { CUT_OUT_LINES, CUT_OUT_WORDS, judgeCutOut } from './cut-out-verdict.ts'
export { analysisFailureWords } from './failure-words.ts'
export type { AnalysisContent, AnalysisView, DescribedContent, FoundContent, PhotoRemark } from './schema.ts'
export {
  analysisContent,
  analysisView,
  editAnalysisInput,
  foundContent,
  MAX_ALT_TEXT_CHARACTERS,
  PHOTO_REMARKS,
} from './schema.ts'
