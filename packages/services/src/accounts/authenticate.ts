import type { Actor } from '../kernel/index.ts'
import { createLucia, readSessionId, type SessionDeps, storedSessionId } from './sessions.ts'
import { isVisitValue } from './visit-cookie.ts'

/** Who asks, and a fresh `Set-Cookie` line when the session's time was started anew or has run out. */
export type Authentication = { actor: Actor; cookie: string | null }

/** How exactly the time of last use is kept: not every request writes it down. */
const LAST_USE_STEP_MS = 5 * 60_000

/** Finds out who asks from the request's `Cookie` header. Never throws for a bad cookie: that is nobody. */
export async function authenticate(
  cookieHeader: string | undefined,
  deps: SessionDeps,
): Promise<Authentication> {
  const lucia = createLucia(deps)
  const sessionId = readSessionId(lucia, cookieHeader ?? '')
  if (!sessionId || isVisitValue(sessionId)) return { actor: { kind: 'anonymous' }, cookie: null }

  const { session, user } = await lucia.validateSession(sessionId)
  if (!session) return { actor: { kind: 'anonymous' }, cookie: lucia.createBlankSessionCookie().serialize() }
  const now = deps.clock.now()
  if (now.getTime() - session.lastUsedAt.getTime() > LAST_USE_STEP_MS) {
    await deps.db.session.updateMany({ where: { id: storedSessionId(sessionId) }, data: { lastUsedAt: now } })
  }
  const actor: Actor = { kind: 'account', accountId: user.id, sessionId }
  return { actor, cookie: session.fresh ? lucia.createSessionCookie(session.id).serialize() : null }
}
