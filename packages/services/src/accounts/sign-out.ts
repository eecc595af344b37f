import type { Actor } from '../kernel/index.ts'
import { createLucia, type SessionDeps } from './sessions.ts'

/** Ends the session that asks, if any, and answers the `Set-Cookie` line that clears the cookie. */
export async function signOut(actor: Actor, deps: SessionDeps): Promise<string> {
  const lucia = createLucia(deps)
  if (actor.kind === 'account') await lucia.invalidateSession(actor.sessionId)
  return lucia.createBlankSessionCookie().serialize()
}
