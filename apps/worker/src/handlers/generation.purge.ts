import type { JobHandlers } from '@studio/db'
import { purgeGeneration } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Removes the bytes of a deleted generation's outputs, and proves it. */
export const generationPurge =
  (deps: WorkerDeps): JobHandlers['generation.purge'] =>
  ({ payload }) =>
    purgeGeneration(systemActor, payload, deps)
