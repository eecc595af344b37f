export { deletionBegunMail, deletionScheduledMail } from './mails.ts'
export type { DeletionSummary, DeletionView, RequestDeletion } from './schema.ts'
export {
  DELETION_DELAY_MS,
  deletionSummary,
  deletionView,
  receiptPage,
  requestDeletionInput,
} from './schema.ts'
