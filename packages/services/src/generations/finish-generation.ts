import { hasEnded, summarizeStatus } from '@studio/core/generations'
import { recordEvent, type Transaction } from '@studio/db'
import { endItemOf } from '../batch-items/index.ts'
import { announce } from '../webhooks/index.ts'
import type { LockedGeneration } from './lock-generation.ts'

/** Writes down what the outputs of a locked generation now add up to, and when the last of them ended. */
export async function updateGenerationStatus(
  tx: Transaction,
  generation: LockedGeneration,
  now: Date,
): Promise<void> {
  const { id, accountId } = generation
  const outputs = await tx.output.findMany({ where: { generationId: id }, select: { status: true } })
  const status = summarizeStatus(outputs.map((output) => output.status))
  if (status === generation.status) return
  const finishedAt = hasEnded(status) ? now : null
  await tx.generation.update({ where: { id }, data: { status, finishedAt } })
  if (finishedAt) {
    await endItemOf(tx, { id, status }, now)
    await recordEvent(tx, { accountId, type: 'generation.finished', subjectId: id, facts: { status }, now })
    if (status === 'succeeded' || status === 'failed') {
      const data = { generationId: id, status }
      await announce(tx, { accountId, type: `generation.${status}`, data, now })
    }
  }
}
