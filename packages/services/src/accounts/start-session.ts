import type { Id } from '@studio/core/kernel'
import { recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { createLucia, type SessionDeps } from './sessions.ts'

/** The browser that asks: its network address for limits, its name for the list of sessions. */
export type Visitor = { address: string; userAgent: string }

/** A fresh session: its id, and the `Set-Cookie` line that hands it to the browser. */
export type StartedSession = { accountId: Id<'account'>; sessionId: string; cookie: string }

/** Starts a session for an account that proved who it is. */
export async function startSession(
  accountId: Id<'account'>,
  visitor: Visitor,
  deps: SessionDeps & Pick<Deps, 'clock'>,
): Promise<StartedSession> {
  const lucia = createLucia(deps)
  const now = deps.clock.now()
  const userAgent = visitor.userAgent.slice(0, 300)
  const session = await lucia.createSession(accountId, { createdAt: now, lastUsedAt: now, userAgent })
  await recordEvent(deps.db, { accountId, type: 'session.started', now })
  return { accountId, sessionId: session.id, cookie: lucia.createSessionCookie(session.id).serialize() }
}
