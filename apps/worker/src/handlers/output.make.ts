import type { JobHandlers } from '@studio/db'
import { makeOutput } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Makes one output of a generation. */
export const outputMake =
  (deps: WorkerDeps): JobHandlers['output.make'] =>
  ({ payload, signal }) =>
    makeOutput(systemActor, { ...payload, signal }, deps)
