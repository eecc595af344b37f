import type { Statement } from '@studio/core/credits'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewEntries } from './view-entry.ts'

/**
 * The whole statement of the account at one moment, oldest entry first: everything that is needed to check it
 * elsewhere.
 */
export async function readStatement(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Statement> {
  const accountId = requireAccount(actor, 'credits:read')
  const [entries, balance] = await db.$transaction(
    [
      db.ledgerEntry.findMany({ where: { accountId }, orderBy: { seq: 'asc' } }),
      db.creditBalance.findUnique({ where: { accountId } }),
    ],
    { isolationLevel: 'RepeatableRead' },
  )
  return {
    format: 'studio-statement-1',
    accountId,
    writtenAt: clock.now().toISOString(),
    balances: { available: balance?.available ?? 0, held: balance?.held ?? 0 },
    entries: await viewEntries(db, entries),
  }
}
