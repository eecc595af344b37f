export type { AnalysisRequest, PictureAnalysis, PictureAnalyst } from './port.ts'
