import { type Id, notFound } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { isLinkSecret } from '../keys/index.ts'
import { lockGeneration } from './lock-generation.ts'

/**
 * Hears that a provider got on with an output. Nothing of what it says is believed, or even read: the next look at the
 * provider, which would have come by itself, comes now. An output that has ended, or that is being looked at, is left
 * alone; so is one that somebody calls about without end.
 * @throws DomainError `not_found` for an address that we never gave away; `rate_limited`
 */
export async function hearCallback(
  _actor: Actor,
  { outputId, secret }: { outputId: string; secret: string },
  { db, queue, keys, attempts }: Pick<Deps, 'db' | 'queue' | 'keys' | 'attempts'>,
): Promise<void> {
  if (!isLinkSecret('task-callback', outputId, secret, keys.credentials)) throw notFound('output')
  await countAttempt('callbacksPerOutput', outputId, { attempts })
  await inTransaction(db, async (tx) => {
    if (!(await lockGeneration(tx, { outputId }))) return
    const waiting = { id: outputId, status: 'running', claim: null, submittedAt: { not: null } } as const
    const output = await tx.output.findFirst({ where: waiting })
    if (!output) return
    // A look that is left out counts as one, so that tries are counted and tasks are named as before.
    const skipped = { turn: { increment: 1 }, attempt: { increment: 1 }, polls: { increment: 1 } }
    const { turn } = await tx.output.update({ where: { id: outputId }, data: skipped })
    await queue.enqueue(tx, 'output.make', { outputId: outputId as Id<'output'>, turn })
  })
}
