export type { AnalysisRequest, FoundContent, PictureAnalyst } from './port.ts'
