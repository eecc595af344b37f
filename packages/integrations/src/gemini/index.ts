export type { GeminiAnalystOptions } from './analyst.ts'
export { createGeminiAnalyst, DEFAULT_ANALYSIS_MODEL } from './analyst.ts'
export type { GeminiLogger, GeminiOptions } from './client.ts'
export { createGemini } from './gemini.ts'
