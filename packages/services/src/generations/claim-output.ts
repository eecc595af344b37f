import { randomUUID } from 'node:crypto'
import { inTransaction, type Prisma, recordEvent } from '@studio/db'
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

/** Nothing begins any more for an account that is being deleted; the deletion ends what is still open. */
const inOpenAccount = { account: { closedAt: null } } as const

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
    const mine = {
      ...{ id: outputId, turn, isWaiting: false, generation: inOpenAccount },
      status: { in: ['queued' as const, 'running' as const] },
    }
    const found = await tx.output.findFirst({ where: mine })
    if (!found) return null
    const now = clock.now()
    // What is queued waits for its first worker, or for the one of its retry; what runs has had one.
    const isNewTry = found.status === 'queued'
    const startedAt = isNewTry ? now : (found.startedAt ?? now)
    // What runs without a worker waits for its provider: this is a look, and no try of its own.
    const isLook = found.status === 'running' && found.claim === null
    const claim = randomUUID()
    const output = await tx.output.update({
      where: { id: outputId },
      data: {
        ...{ status: 'running', claim, startedAt, attempt: { increment: 1 } },
        ...(isLook && { polls: { increment: 1 } }),
      },
      include: withWork,
    })
    if (generation.status === 'queued') {
      await tx.generation.updateMany({ where: { id: generation.id }, data: { status: 'running' } })
    }
    const { accountId, id: subjectId } = generation
    if (isNewTry)
      await recordEvent(tx, { accountId, type: 'output.started', subjectId, facts: { outputId }, now })
    return { ...output, claim, startedAt, isNewTry }
  })
}

/** Whether a claim still stands: the output was neither taken over by another worker nor ended meanwhile. */
export async function isStillOurs({ id, claim }: ClaimedOutput, { db }: Pick<Deps, 'db'>): Promise<boolean> {
  return (await db.output.count({ where: { id, claim, status: 'running' } })) === 1
}
