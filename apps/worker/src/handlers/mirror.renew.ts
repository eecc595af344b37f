import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { renewMirrors } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Has the catalogues of stores read again that were not read for a day. */
export const mirrorRenew =
  (deps: WorkerDeps): JobHandlers['mirror.renew'] =>
  () =>
    renewMirrors(systemActor, deps)
