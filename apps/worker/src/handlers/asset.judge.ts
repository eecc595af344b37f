import type { JobHandlers } from '@studio/db'
import { judgeAsset } from '@studio/services/analyses'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Judges how surely the product of a photo can be cut out. */
export const assetJudge =
  (deps: WorkerDeps): JobHandlers['asset.judge'] =>
  ({ payload, signal }) =>
    judgeAsset(systemActor, { ...payload, signal }, deps)
