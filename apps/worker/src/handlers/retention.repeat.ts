import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { applyRetention } from '@studio/services/retention'
import type { WorkerDeps } from '../container.ts'

/** Removes what is past its time, between two turns of the clock. */
export const retentionRepeat =
  (deps: WorkerDeps): JobHandlers['retention.repeat'] =>
  () =>
    applyRetention(systemActor, deps)
