export type { Brought } from './after-steps.ts'
export { afterSteps, idOf } from './after-steps.ts'
export type { Change } from './change.ts'
export { changeSchema, MAX_ALT_CHARACTERS } from './change.ts'
export type { Conflict, Expectation } from './conflicts.ts'
export { findConflicts } from './conflicts.ts'
export { snapshotKey, snapshotPrefix } from './keys.ts'
export type {
  KeptBytes,
  PublicationFailure,
  PublicationStatus,
  Snapshot,
  Verification,
  Warning,
} from './record.ts'
export { PUBLICATION_FAILURES, PUBLICATION_STATUSES } from './record.ts'
export type { PlannedView, PreparedView, PublicationView } from './schema.ts'
export {
  listPublicationsInput,
  plannedView,
  planPublicationInput,
  planPublicationsInput,
  preparedView,
  preparePublicationsInput,
  publicationInput,
  publicationsInput,
  publicationView,
  publicationViews,
} from './schema.ts'
export type { Step, StepContext } from './steps.ts'
export { planSteps } from './steps.ts'
export type { MediaRef, Target, TargetMedia } from './target.ts'
export { isSameMedia, keyOf, targetAfter, targetOfState } from './target.ts'
export { targetOfUndo } from './undo.ts'
