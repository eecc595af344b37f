import type { Actor } from '../kernel/index.ts'
import { createLucia, readSessionId, type SessionDeps } from './sessions.ts'

/** Who asks, and a fresh `Set-Cookie` line when the session's time was started anew or has run out. */
export type Authentication = { actor: Actor; cookie: string | null }

/** Finds out who asks from the request's `Cookie` header. Never throws for a bad cookie: that is nobody. */
export async function authenticate(
  cookieHeader: string | undefined,
  deps: SessionDeps,
): Promise<Authentication> {
  const lucia = createLucia(deps)
  const sessionId = readSessionId(lucia, cookieHeader ?? '')
  if (!sessionId) return { actor: { kind: 'anonymous' }, cookie: null }

  const { session, user } = await lucia.validateSession(sessionId)
  if (!session) return { actor: { kind: 'anonymous' }, cookie: lucia.createBlankSessionCookie().serialize() }
  const actor: Actor = { kind: 'account', accountId: user.id, sessionId }
  return { actor, cookie: session.fresh ? lucia.createSessionCookie(session.id).serialize() : null }
}
