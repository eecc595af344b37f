// Only the caller's side is exported: pixel code is reached through the worker thread, never imported.
export type { Box, CutOut, Measures } from './contract.ts'
export { type CutOutMaker, createCutOut } from './create-cut-out.ts'
export { CutOutError, type CutOutErrorCode } from './errors.ts'
