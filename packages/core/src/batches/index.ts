export type { MadePicture } from './cautions.ts'
export { cautionsOf } from './cautions.ts'
export type { BatchCell, BatchSource } from './expand.ts'
export { expandMatrix } from './expand.ts'
export { MAX_BATCH_ITEMS, MAX_BATCH_PRODUCTS } from './limits.ts'
export { pictureName } from './name-picture.ts'
export { fileNameInFolder, readFileName } from './read-file-name.ts'
export type { AddressRow, ColumnMapping, ReadRows, RowProblem } from './read-rows.ts'
export { createRowReader, guessColumns, readRows } from './read-rows.ts'
export type {
  AcceptedView,
  BatchItemView,
  BatchQuoteView,
  BatchRequest,
  BatchView,
  BatchWork,
  ChannelFitView,
  FitAcceptedInput,
  ItemFilter,
  ReviewedView,
  StartBatch,
} from './schema.ts'
export {
  acceptedView,
  batchInput,
  batchItemView,
  batchQuoteView,
  batchRequest,
  batchView,
  channelFitView,
  fitAcceptedInput,
  ITEM_FILTERS,
  itemsAtInput,
  listBatchesInput,
  listItemsInput,
  listPositionsInput,
  MAX_BATCH_BYTES,
  MAX_BATCH_WORKS,
  MAX_CHOSEN_ITEMS,
  retryItemsInput,
  reviewedView,
  reviewItemsInput,
  saveDraftInput,
  startBatchInput,
} from './schema.ts'
export type { ExaminedView, SourcePreview } from './source-schema.ts'
export { examinedView, examineSourcesInput, previewSourcesInput, sourcePreview } from './source-schema.ts'
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
