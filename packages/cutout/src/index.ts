// Only the caller's side is exported: pixel code is reached through the worker thread, never imported.
export type { Box, CutOut, CutSides, CutSwitches, Finding, Layer, Measures, Size } from './contract.ts'
export { type CutOutMaker, createCutOut } from './create-cut-out.ts'
export { CutOutError, type CutOutErrorCode } from './errors.ts'
export type { Footing, Ground, Piece, Rgb, StagedPicture, StageOrder, Stroke } from './stage/order.ts'
