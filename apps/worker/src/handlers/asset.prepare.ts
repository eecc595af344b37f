import type { JobHandlers } from '@studio/db'
import { prepareAsset } from '@studio/services/assets'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Makes the thumb and the preview of an upload. */
export const assetPrepare =
  (deps: WorkerDeps): JobHandlers['asset.prepare'] =>
  ({ payload }) =>
    prepareAsset(systemActor, payload, deps)
