import type { JobHandlers } from '@studio/db'
import { deleteAccount } from '@studio/services/deletions'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Deletes an account that was closed, and signs the receipt. */
export const accountDelete =
  (deps: WorkerDeps): JobHandlers['account.delete'] =>
  ({ payload }) =>
    deleteAccount(systemActor, payload, deps)
