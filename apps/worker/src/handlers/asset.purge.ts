import type { JobHandlers } from '@studio/db'
import { purgeAsset } from '@studio/services/assets'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Removes the bytes of a deleted asset, and proves it. */
export const assetPurge =
  (deps: WorkerDeps): JobHandlers['asset.purge'] =>
  ({ payload }) =>
    purgeAsset(systemActor, payload, deps)
