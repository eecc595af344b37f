import type { Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { cancelWaiting } from './cancel-generation.ts'
import { updateGenerationStatus } from './finish-generation.ts'
import type { LockedGeneration } from './lock-generation.ts'
import { releaseOutput } from './settle-output.ts'

/**
 * Ends every open output of a locked generation and gives its credits back: what waits is cancelled, what runs is
 * given up. The claim of what runs stays until its worker lets go, so that whoever removes files knows whom to
 * wait for.
 */
export async function giveUpOutputs(
  tx: Transaction,
  generation: LockedGeneration,
  deps: Pick<Deps, 'queue'>,
  now: Date,
): Promise<void> {
  await cancelWaiting(tx, generation, deps, now)
  const running = await tx.output.findMany({ where: { generationId: generation.id, status: 'running' } })
  for (const output of running) {
    await tx.output.update({ where: { id: output.id }, data: { status: 'cancelled', finishedAt: now } })
    await releaseOutput(tx, generation, output.id, 'cancelled', now)
  }
  await updateGenerationStatus(tx, generation, deps, now)
}
