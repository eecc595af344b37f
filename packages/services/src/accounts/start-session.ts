import type { Id } from '@studio/core/kernel'
import { type Database, recordEvent, type Transaction } from '@studio/db'
import { createLucia, type SessionDeps } from './sessions.ts'

/** The browser that asks: its network address for limits, its name for the list of sessions. */
export type Visitor = { address: string; userAgent: string }

/** A fresh session: its id, and the `Set-Cookie` line that hands it to the browser. */
export type StartedSession = { accountId: Id<'account'>; sessionId: string; cookie: string }

/** What starting a session needs: the database or a transaction, and how its cookie looks. */
export type StartDeps = SessionDeps & { db: Database | Transaction }

/** The longest name of a browser that is kept. */
export const MAX_USER_AGENT_CHARACTERS = 300

/** Starts a session for an account that proved who it is. */
export async function startSession(
  accountId: Id<'account'>,
  visitor: Visitor,
  deps: StartDeps,
): Promise<StartedSession> {
  const lucia = createLucia(deps)
  const now = deps.clock.now()
  const userAgent = visitor.userAgent.slice(0, MAX_USER_AGENT_CHARACTERS)
  const session = await lucia.createSession(accountId, { createdAt: now, lastUsedAt: now, userAgent })
  await recordEvent(deps.db, { accountId, type: 'session.started', now })
  return { accountId, sessionId: session.id, cookie: lucia.createSessionCookie(session.id).serialize() }
}
