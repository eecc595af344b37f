import { hasEnded, summarizeStatus } from '@studio/core/generations'
import { type NewEvent, type OutputStatus, recordEvents, type Sql, type Transaction } from '@studio/db'
import { type EndedItem, endItemOf, goOnAfterItem } from '../batch-items/index.ts'
import type { Deps } from '../kernel/index.ts'
import { type Announcement, announceAll } from '../webhooks/index.ts'
import type { LockedGeneration } from './lock-generation.ts'

/**
 * Writes down what the outputs of a locked generation now add up to, and when the last of them ended. The account's line
 * must be locked.
 */
export async function updateGenerationStatus(
  tx: Transaction,
  generation: LockedGeneration,
  deps: Pick<Deps, 'queue'>,
  now: Date,
): Promise<void> {
  const outputs = await readOutputs(tx, generation.id)
  const { events, announcements, item } = await sumUpGeneration(tx, generation, outputs, now)
  if (events.length > 0) await recordEvents(tx, events)
  await announceAll(tx, generation.accountId, announcements)
  if (item) await goOnAfterItem(tx, item, deps, now)
}

/** An output as summing up and settling need it. */
export type OutputState = {
  id: string
  status: OutputStatus
  claim: string | null
  creditsCharged: number
  failureCode: string | null
}

const READ_OUTPUTS = {
  name: 'read_outputs',
  text: `SELECT id, status::text AS status, claim, credits_charged AS "creditsCharged", failure_code AS "failureCode"
    FROM output WHERE generation_id = $1 ORDER BY index`,
}

/** The outputs of a locked generation, in their order. */
export function readOutputs(tx: Sql, generationId: string): Promise<OutputState[]> {
  return tx.query<OutputState>(READ_OUTPUTS, [generationId])
}

/** What is to be told of a generation whose outputs were summed up, and the item of a batch that ended with it. */
export type Summary = { events: NewEvent[]; announcements: Announcement[]; item: EndedItem | null }

const WRITE_STATUS = {
  name: 'write_generation_status',
  text: 'UPDATE generation SET status = $2::output_status, finished_at = $3 WHERE id = $1',
}

/**
 * The part of `updateGenerationStatus` that nobody else of the account has to wait for: it writes the generation and its
 * item, and says what is left to be done.
 */
export async function sumUpGeneration(
  tx: Sql,
  generation: LockedGeneration,
  outputs: readonly OutputState[],
  now: Date,
): Promise<Summary> {
  const { id, accountId } = generation
  const status = summarizeStatus(outputs.map((output) => output.status))
  const summary: Summary = { events: [], announcements: [], item: null }
  if (status === generation.status) return summary
  const finishedAt = hasEnded(status) ? now : null
  await tx.query(WRITE_STATUS, [id, status, finishedAt])
  if (!finishedAt) return summary
  summary.item = await endItemOf(tx, { ...generation, status, outputs }, now)
  summary.events.push({ accountId, type: 'generation.finished', subjectId: id, facts: { status }, now })
  if (status === 'succeeded' || status === 'failed') {
    const data = { generationId: id, status }
    summary.announcements.push({ accountId, type: `generation.${status}`, data, now })
  }
  return summary
}
