export type {
  AnalysisRequest,
  CutOutJudge,
  CutOutJudgement,
  PictureAnalysis,
  PictureAnalyst,
} from './port.ts'
