import type { Actor, Deps } from '../kernel/index.ts'
import { createLucia } from './sessions.ts'

/** Ends the session that asks, if any, and answers the `Set-Cookie` line that clears the cookie. */
export async function signOut(actor: Actor, deps: Pick<Deps, 'db' | 'publicUrl'>): Promise<string> {
  const lucia = createLucia(deps)
  if (actor.kind === 'account') await lucia.invalidateSession(actor.sessionId)
  return lucia.createBlankSessionCookie().serialize()
}
