export type { BatchCell, BatchSource } from './expand.ts'
export { expandMatrix } from './expand.ts'
export { pictureName } from './name-picture.ts'
export type { AddressRow, ColumnMapping, RowProblem } from './read-rows.ts'
export { guessColumns, readRows } from './read-rows.ts'
export type {
  AcceptedView,
  BatchItemView,
  BatchQuoteView,
  BatchRequest,
  BatchView,
  BatchWork,
  StartBatch,
} from './schema.ts'
export {
  acceptedView,
  batchInput,
  batchItemView,
  batchQuoteView,
  batchRequest,
  batchView,
  ITEM_FILTERS,
  listBatchesInput,
  listItemsInput,
  MAX_BATCH_BYTES,
  MAX_BATCH_ITEMS,
  MAX_BATCH_WORKS,
  retryItemsInput,
  reviewItemsInput,
  saveDraftInput,
  startBatchInput,
} from './schema.ts'
export type { BatchStatus, ItemCounts, ItemStatus, Pace } from './states.ts'
export {
  BATCH_STATUSES,
  ITEM_STATUSES,
  isOver,
  isStopLoss,
  NO_ITEMS,
  paceOf,
  STOP_LOSS_SAMPLE,
  totalOf,
  windowFor,
} from './states.ts'
