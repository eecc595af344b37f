import type { JobHandlers } from '@studio/db'
import { announceDeletion } from '@studio/services/deletions'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Sends the mail that says when an account will be deleted, and how to stop it. */
export const deletionAnnounce =
  (deps: WorkerDeps): JobHandlers['deletion.announce'] =>
  ({ payload }) =>
    announceDeletion(systemActor, payload, deps)
