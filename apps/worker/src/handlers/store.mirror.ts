import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { mirrorStore } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Reads the whole catalogue of a store. */
export const storeMirror =
  (deps: WorkerDeps): JobHandlers['store.mirror'] =>
  ({ payload, signal }) =>
    mirrorStore(systemActor, { ...payload, signal }, deps)
