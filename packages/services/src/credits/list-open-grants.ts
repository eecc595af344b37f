import type { GrantView } from '@studio/core/credits'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/** More grants than these are shown by nobody: the ones that are used last are left out. */
const MOST_GRANTS = 100

/** The account's grants that have something left, in the order in which they are used: soonest to expire first. */
export async function listOpenGrants(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<GrantView[]> {
  const accountId = requireAccount(actor, 'credits:read')
  const grants = await db.grant.findMany({
    where: { accountId, remaining: { gt: 0 }, OR: [{ expiresAt: null }, { expiresAt: { gt: clock.now() } }] },
    orderBy: [{ expiresAt: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_GRANTS,
  })
  return grants.map(({ id, source, note, credits, remaining, createdAt, expiresAt }) => ({
    ...{ id, source, note, credits, remaining },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }))
}
