import { inTransaction } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import { endSessions } from './end-sessions.ts'
import { createLucia, storedSessionId } from './sessions.ts'

/** Ends the session that asks, if any, and answers the `Set-Cookie` line that clears the cookie. */
export async function signOut(
  actor: Actor,
  deps: Pick<Deps, 'db' | 'clock' | 'publicUrl' | 'hasInsecureCookie'>,
): Promise<string> {
  if (actor.kind === 'account') {
    const ended = { accountId: actor.accountId, only: storedSessionId(actor.sessionId) }
    await inTransaction(deps.db, (tx) => endSessions(tx, ended, deps.clock.now()))
  }
  return createLucia(deps).createBlankSessionCookie().serialize()
}
