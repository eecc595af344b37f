import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { applyRetention, repeatRetention } from '@studio/services/retention'
import type { WorkerDeps } from '../container.ts'

/** Removes what is past its time, and has that done again before the clock's next turn. */
export const retentionApply =
  (deps: WorkerDeps): JobHandlers['retention.apply'] =>
  async () => {
    await repeatRetention(systemActor, deps)
    await applyRetention(systemActor, deps)
  }
