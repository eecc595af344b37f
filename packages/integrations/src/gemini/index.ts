export type { GeminiLogger, GeminiOptions } from './gemini.ts'
export { createGemini } from './gemini.ts'
