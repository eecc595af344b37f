import { createHash } from 'node:crypto'
import type { Id } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { Transaction } from '@studio/db'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import type { Deps } from '../kernel/index.ts'

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>
    UserId: Id<'account'>
    DatabaseSessionAttributes: SessionAttributes
  }
}

/** What is remembered about a signed-in browser beside its id. */
type SessionAttributes = { createdAt: Date; lastUsedAt: Date; userAgent: string }

/** How long a session lasts without use; each use in its second half starts the time anew. */
const SESSION_LASTS = new TimeSpan(30, 'd')

/** How long a session lasts at the most, however often it is used (ASVS 5.0, 7.3.2): twice a year one signs in. */
const SESSION_ENDS = new TimeSpan(180, 'd')

/** What sessions need; they are kept in the database, or with whatever else one transaction does. */
export type SessionDeps = { db: Pick<Transaction, 'session'> } & Pick<
  Deps,
  'clock' | 'publicUrl' | 'hasInsecureCookie'
>

const HOST_COOKIE = '__Host-session'
const PLAIN_COOKIE = 'session'

/**
 * Sessions, kept by lucia. It is the only place that knows the library: its upstream is in maintenance.
 * The cookie is `__Host-…; Secure` over https and on this machine's own names. Chrome and Firefox keep it there
 * also over http; Safari does not (WebKit bug 281149), so that the operator can do without over http.
 */
export function createLucia({ db, clock, publicUrl, hasInsecureCookie = false }: SessionDeps) {
  const { protocol, hostname } = new URL(publicUrl)
  const isOwnMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const secure = protocol === 'https:' || (isOwnMachine && !hasInsecureCookie)
  return new Lucia(sessionAdapter({ db, clock }), {
    sessionExpiresIn: SESSION_LASTS,
    sessionCookie: {
      name: secure ? HOST_COOKIE : PLAIN_COOKIE,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ lastUsedAt }) => ({ lastUsedAt }),
  })
}

/** lucia as this product sets it up. */
export type Sessions = ReturnType<typeof createLucia>

/**
 * Finds our session id in a `Cookie` header. Only our own cookie is read, and as it stands: what other
 * programs on this host left in the browser may be malformed.
 */
export function readSessionId({ sessionCookieName }: Sessions, cookieHeader: string): string | null {
  // The stricter name is good everywhere: the command line does not know how the API was told to name it.
  return readCookie(sessionCookieName, cookieHeader) ?? readCookie(HOST_COOKIE, cookieHeader)
}

function readCookie(name: string, cookieHeader: string): string | null {
  const ours = cookieHeader.split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  return ours?.trim().slice(name.length + 1) || null
}

/** What everybody but the cookie sees of a session id: its SHA-256. A stolen copy of the table opens no account. */
export function storedSessionId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}

function sessionAdapter({ db, clock }: Pick<SessionDeps, 'db' | 'clock'>): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const session = await db.session.findUnique({
        // A session that was being started while its account was closed may be left; it opens nothing.
        where: {
          id: storedSessionId(sessionId),
          account: { closedAt: null },
          ...notPast('session', clock.now()),
        },
      })
      if (!session) return [null, null]
      const accountId = session.accountId as Id<'account'>
      return [toLucia(sessionId, session), { id: accountId, attributes: {} }]
    },
    async getUserSessions(accountId) {
      const sessions = await db.session.findMany({ where: { accountId, ...notPast('session', clock.now()) } })
      return sessions.map((session) => toLucia(session.id, session))
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await db.session.create({
        data: { id: storedSessionId(id), accountId: userId, expiresAt, ...attributes },
      })
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      const id = storedSessionId(sessionId)
      const session = await db.session.findUnique({ where: { id }, select: { createdAt: true } })
      if (!session) return
      const lastUsedAt = new Date(expiresAt.getTime() - SESSION_LASTS.milliseconds())
      const endsAt = new Date(session.createdAt.getTime() + SESSION_ENDS.milliseconds())
      await db.session.updateMany({
        where: { id },
        data: { expiresAt: expiresAt < endsAt ? expiresAt : endsAt, lastUsedAt },
      })
    },
    async deleteSession(sessionId) {
      await db.session.deleteMany({ where: { id: storedSessionId(sessionId) } })
    },
    async deleteUserSessions(accountId) {
      await db.session.deleteMany({ where: { accountId } })
    },
    async deleteExpiredSessions() {
      await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } })
    },
  }
}

type SessionRow = SessionAttributes & { accountId: string; expiresAt: Date }

function toLucia(
  id: string,
  { accountId, expiresAt, createdAt, lastUsedAt, userAgent }: SessionRow,
): DatabaseSession {
  return {
    id,
    userId: accountId as Id<'account'>,
    expiresAt,
    attributes: { createdAt, lastUsedAt, userAgent },
  }
}
