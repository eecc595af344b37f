export { askForTurn, noteOutcome } from './take-turn.ts'
export type { WaitsFor } from './waits-for.ts'
export { waitsFor } from './waits-for.ts'
