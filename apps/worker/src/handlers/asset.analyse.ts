import type { JobHandlers } from '@studio/db'
import { analyseAsset } from '@studio/services/analyses'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Has a photo looked at: what is on it, and how well it serves. */
export const assetAnalyse =
  (deps: WorkerDeps): JobHandlers['asset.analyse'] =>
  ({ payload, signal }) =>
    analyseAsset(systemActor, { ...payload, signal }, deps)
