export type { Answer, OnceOnly } from './answer-once.ts'
export { answerOnce } from './answer-once.ts'
