import { randomBytes } from 'node:crypto'
import { createLucia, readSessionId, type SessionDeps } from './sessions.ts'

/** No session id begins so: those are letters and digits alone. */
const PREFIX = 'visit-'

/** The value of the cookie of a browser, and the `Set-Cookie` line that gives it one if it had none. */
export type BrowserMark = { value: string; cookie: string | null }

/** Whether the cookie's value only tells browsers apart during a visit to an external provider. */
export function isVisitValue(value: string): boolean {
  return value.startsWith(PREFIX)
}

/**
 * What a browser is known by between leaving for an external provider and coming back: the value of the one cookie
 * there is. One that has none gets a random value, which opens nothing.
 */
export function markBrowser(cookieHeader: string | undefined, deps: SessionDeps): BrowserMark {
  const value = readBrowserMark(cookieHeader, deps)
  if (value) return { value, cookie: null }
  const fresh = PREFIX + randomBytes(24).toString('hex')
  return { value: fresh, cookie: createLucia(deps).createSessionCookie(fresh).serialize() }
}

/** The value that the browser brings, or null when it brings none. */
export function readBrowserMark(cookieHeader: string | undefined, deps: SessionDeps): string | null {
  return readSessionId(createLucia(deps), cookieHeader ?? '')
}
