import type { SessionView, SignInView } from '@studio/core/accounts'
import { type Id, type Page, toPage } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { type Actor, type Deps, requirePerson, requireSession } from '../kernel/index.ts'
import { describeDevice } from './describe-device.ts'
import { nameProvider } from './name-provider.ts'
import { storedSessionId } from './sessions.ts'

/** Lists the browsers that are signed in, the one that asks first, then by last use. */
export async function listSessions(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<SessionView[]> {
  const { accountId, sessionId } = requireSession(actor)
  const current = storedSessionId(sessionId)
  const rows = await db.session.findMany({
    where: { accountId, ...notPast('session', clock.now()) },
    orderBy: { lastUsedAt: 'desc' },
  })
  const views = rows.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
    id,
    device: describeDevice(userAgent),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isCurrent: id === current,
  }))
  return views.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Ways to sign in that are no provider's. */
const OWN_METHODS = ['password', 'operator']

/** Lists attempts to sign in to the account that asks, newest first. */
export async function listSignIns(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  { db, clock, identityProvider }: Pick<Deps, 'db' | 'clock' | 'identityProvider'>,
): Promise<Page<SignInView>> {
  const accountId = requirePerson(actor)
  const rows = await db.signIn.findMany({
    where: { accountId, ...notPast('signIn', clock.now()), ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit)
  return {
    items: items.map(({ id, method, isSucceeded, userAgent, createdAt }) => ({
      id: id as Id<'signIn'>,
      method: OWN_METHODS.includes(method) ? method : nameProvider(method, { identityProvider }),
      isSucceeded,
      device: describeDevice(userAgent),
      createdAt: createdAt.toISOString(),
    })),
    nextCursor,
  }
}
