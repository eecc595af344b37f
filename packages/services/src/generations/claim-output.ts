import { randomUUID } from 'node:crypto'
import { inTransaction, type Prisma, readRows, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { lockGeneration } from './lock-generation.ts'

/**
 * How often an output may be tried at all. Retries that the rules allow stay below it; what goes past has
 * killed its worker again and again, and must not keep credits held for ever.
 */
export const MAX_CLAIMS = 10

/** Which try at it this is, from 1: looking whether the provider has finished is none of its own. */
export function triesOf({ attempt, polls }: { attempt: number; polls: number }): number {
  return attempt - polls
}

const withWork = {
  generation: { include: { sources: { orderBy: { position: 'asc' }, include: { asset: true } } } },
} as const satisfies Prisma.OutputInclude

/** An output that this worker has, with all that is needed to make it. `isNewTry`: nobody can have begun this try. */
export type ClaimedOutput = Prisma.OutputGetPayload<{ include: typeof withWork }> & {
  claim: string
  startedAt: Date
  isNewTry: boolean
}

/**
 * Takes an output for this worker, or nothing when it has ended or this job's turn is over. A job that is
 * delivered again after its worker died takes the output over: the mark of the worker that had it is
 * overwritten, so that one can no longer settle, however late it wakes up. Once a retry was settled only the
 * retry's own job may begin it: a redelivery of the job before would ignore the pause and be a second worker. The
 * same holds for every look at what a provider is still making.
 */
export async function claimOutput(
  { outputId, turn }: { outputId: string; turn: number },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<ClaimedOutput | null> {
  return inTransaction(db, async (tx) => {
    const generation = await lockGeneration(tx, { outputId })
    if (!generation) return null
    const now = clock.now()
    const claim = randomUUID()
    const wasStatus = await takeOutput(tx, { outputId, turn, claim, now })
    if (wasStatus === null) return null
    const output = await tx.output.findUniqueOrThrow({ where: { id: outputId }, include: withWork })
    // What is queued waits for its first worker, or for the one of its retry; what runs has had one.
    const isNewTry = wasStatus === 'queued'
    return { ...output, claim, startedAt: output.startedAt ?? now, isNewTry }
  })
}

const TAKE_OUTPUT = {
  name: 'take_output',
  // The event is written by the same statement as what it tells of, and only of a new try.
  text: `
    WITH open AS (
      SELECT o.id, o.status, o.generation_id, o.account_id FROM output o JOIN account a ON a.id = o.account_id
      WHERE o.id = $1 AND o.turn = $2 AND NOT o.is_waiting AND o.status IN ('queued', 'running')
        AND a.closed_at IS NULL),
    taken AS (
      UPDATE output SET status = 'running', claim = $3, attempt = attempt + 1,
        started_at = CASE WHEN output.status = 'queued' THEN $4::timestamptz ELSE coalesce(started_at, $4::timestamptz) END,
        polls = polls + CASE WHEN output.status = 'running' AND claim IS NULL THEN 1 ELSE 0 END
      FROM open WHERE output.id = open.id),
    begun AS (
      UPDATE generation SET status = 'running' FROM open
      WHERE generation.id = open.generation_id AND generation.status = 'queued'),
    told AS (
      INSERT INTO event (account_id, type, subject_id, facts, created_at)
      SELECT account_id, 'output.started', generation_id, jsonb_build_object('outputId', id), $4::timestamptz
      FROM open WHERE status = 'queued')
    SELECT status::text AS status FROM open`,
}

/**
 * Takes an output whose generation is locked, and answers what it was before; null when there is nothing to take. Nothing
 * begins any more for an account that is being deleted; the deletion ends what is still open. What runs without a worker
 * waits for its provider: to take it is a look, and no try of its own.
 */
async function takeOutput(
  tx: Transaction,
  { outputId, turn, claim, now }: { outputId: string; turn: number; claim: string; now: Date },
): Promise<string | null> {
  const values = [outputId, turn, claim, now.toISOString()]
  const [row] = await tx.query<{ status: string }>(TAKE_OUTPUT, values)
  return row?.status ?? null
}

/** Whether nobody had the output before: then there are no files of it but this attempt's. */
export function isFirstAttempt({ attempt }: ClaimedOutput): boolean {
  return attempt === 1
}

const FIND_CLAIM = {
  name: 'find_claim',
  text: "SELECT FROM output WHERE id = $1 AND claim = $2 AND status = 'running'",
}

/** Whether a claim still stands: the output was neither taken over by another worker nor ended meanwhile. */
export async function isStillOurs({ id, claim }: ClaimedOutput, { db }: Pick<Deps, 'db'>): Promise<boolean> {
  return (await readRows(db, FIND_CLAIM, [id, claim])).length === 1
}
