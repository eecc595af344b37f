import { hasEnded, summarizeStatus } from '@studio/core/generations'
import { type NewEvent, recordEvents, type Transaction } from '@studio/db'
import { type EndedItem, endItemOf, goOnAfterItem } from '../batch-items/index.ts'
import { type Announcement, announceAll } from '../webhooks/index.ts'
import type { LockedGeneration } from './lock-generation.ts'

/**
 * Writes down what the outputs of a locked generation now add up to, and when the last of them ended. The account's line
 * must be locked.
 */
export async function updateGenerationStatus(
  tx: Transaction,
  generation: LockedGeneration,
  now: Date,
): Promise<void> {
  const { events, announcements, item } = await sumUpGeneration(tx, generation, now)
  if (events.length > 0) await recordEvents(tx, events)
  await announceAll(tx, generation.accountId, announcements)
  if (item) await goOnAfterItem(tx, item, now)
}

/** What is to be told of a generation whose outputs were summed up, and the item of a batch that ended with it. */
export type Summary = { events: NewEvent[]; announcements: Announcement[]; item: EndedItem | null }

/**
 * The part of `updateGenerationStatus` that nobody else of the account has to wait for: it writes the generation and its
 * item, and says what is left to be done.
 */
export async function sumUpGeneration(
  tx: Transaction,
  generation: LockedGeneration,
  now: Date,
): Promise<Summary> {
  const { id, accountId } = generation
  const outputs = await tx.output.findMany({
    where: { generationId: id },
    select: { status: true, creditsCharged: true, failureCode: true },
    orderBy: { index: 'asc' },
  })
  const status = summarizeStatus(outputs.map((output) => output.status))
  const summary: Summary = { events: [], announcements: [], item: null }
  if (status === generation.status) return summary
  const finishedAt = hasEnded(status) ? now : null
  await tx.generation.updateMany({ where: { id }, data: { status, finishedAt } })
  if (!finishedAt) return summary
  summary.item = await endItemOf(tx, { ...generation, status, outputs }, now)
  summary.events.push({ accountId, type: 'generation.finished', subjectId: id, facts: { status }, now })
  if (status === 'succeeded' || status === 'failed') {
    const data = { generationId: id, status }
    summary.announcements.push({ accountId, type: `generation.${status}`, data, now })
  }
  return summary
}
