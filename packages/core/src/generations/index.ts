export type { AiMarking } from './ai-marking.ts'
export { aiMarkingXmp, DIGITAL_SOURCE_TYPES, findMarking, markingAfter } from './ai-marking.ts'
export type { AfterFailure, Failure, FailureCode } from './failure.ts'
export { decideAfterFailure, FAILURES, failureWords, MAX_ATTEMPTS } from './failure.ts'
export type { LineageView } from './lineage.ts'
export { lineageInput, lineageView, MAX_LINEAGE } from './lineage.ts'
export { isOverdue, MAX_MAKING_MS, MAX_WAITING_MS } from './patience.ts'
export type { Recipe } from './recipe.ts'
export { recipeSchema } from './recipe.ts'
export type { GenerationView, OutputView, StartGeneration } from './schema.ts'
export {
  generationInput,
  generationView,
  listGenerationsInput,
  outputView,
  startGenerationInput,
} from './schema.ts'
export type { GenerationStatus, OutputStatus } from './states.ts'
export { hasEnded, OUTPUT_STATUSES, summarizeStatus } from './states.ts'
