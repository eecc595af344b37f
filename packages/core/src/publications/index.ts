export type { Brought } from './after-steps.ts'
export { afterSteps, idOf } from './after-steps.ts'
export type { Change } from './change.ts'
export { changeSchema, MAX_ALT_CHARACTERS } from './change.ts'
export type { Conflict, Expectation } from './conflicts.ts'
export { findConflicts } from './conflicts.ts'
export type { Diff, DiffMedia, DiffVariant, MediaChange } from './diff.ts'
export { diffOf } from './diff.ts'
export type { AfterTrouble, Trouble, TroubledPublication } from './failure.ts'
export { decideAfterTrouble } from './failure.ts'
export { snapshotKey, snapshotPrefix } from './keys.ts'
export { fileNameOf, markerOf } from './marker.ts'
export type { Progress } from './progress.ts'
export { findForeignChanges } from './progress.ts'
export type { AltSources } from './propose-alt.ts'
export { proposeAlt } from './propose-alt.ts'
export type {
  KeptBytes,
  PublicationFailure,
  PublicationStatus,
  Snapshot,
  Verification,
  Warning,
} from './record.ts'
export { BEGUN_STATUSES, PUBLICATION_FAILURES, PUBLICATION_STATUSES } from './record.ts'
export { targetOfRevert } from './revert.ts'
export type { PlannedView, PreparedView, PublicationView } from './schema.ts'
export {
  keptPictureInput,
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
export { restorableOf, targetOfUndo } from './undo.ts'
export type { AssetFacts } from './warnings.ts'
export { warningsOf } from './warnings.ts'
export type { ConflictWords } from './words.ts'
export { conflictWords, warningWords } from './words.ts'
