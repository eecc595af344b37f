import { createHash } from 'node:crypto'
import { DomainError } from '@studio/core/kernel'
import type { IdentityProvider } from '@studio/integrations/identity'
import { countAttempt, markBrowser, proveItIsYou, type Visitor } from '../accounts/index.ts'
import { type Actor, type Deps, requireSession } from '../kernel/index.ts'

/** Longer than signing in there takes anybody, and short enough that nobody comes upon it later. */
const VISIT_LASTS_MS = 10 * 60_000

/** What visits to an external provider need. */
export type VisitDeps = Pick<
  Deps,
  'db' | 'clock' | 'attempts' | 'identityProvider' | 'publicUrl' | 'hasInsecureCookie'
>

/**
 * Begins to sign in with the external provider: answers where the browser goes, and the `Set-Cookie` line by which it
 * is known when it comes back, if it had none.
 * @throws DomainError `not_found` without a provider, `provider_unavailable`, `rate_limited`
 */
export async function beginSignIn(
  _actor: Actor,
  cookieHeader: string | undefined,
  visitor: Visitor,
  deps: VisitDeps,
): Promise<{ url: string; cookie: string | null }> {
  await countAttempt('perAddress', visitor.address, deps)
  const { value, cookie } = markBrowser(cookieHeader, deps)
  return { url: await beginVisit({ browser: value, accountId: null }, deps), cookie }
}

/**
 * Begins to link an account at the external provider: from then on it opens this one. Only to an account whose e-mail
 * is proved, or somebody who signed up with another's e-mail could stay in after its owner took it back.
 * @throws DomainError `not_found`, `wrong_credentials`, `sign_in_again`, `invalid_input`, `provider_unavailable`
 */
export async function beginLink(
  actor: Actor,
  { password }: { password?: string | undefined },
  deps: VisitDeps,
): Promise<{ url: string }> {
  const { accountId, sessionId } = requireSession(actor)
  requireProvider(deps)
  const { emailVerifiedAt } = await proveItIsYou(actor, password, deps)
  if (!emailVerifiedAt) throw new DomainError('invalid_input', 'Confirm your e-mail first.')
  return { url: await beginVisit({ browser: sessionId, accountId }, deps) }
}

/** The provider of this studio. @throws DomainError `not_found` when it has none */
export function requireProvider({ identityProvider }: Pick<Deps, 'identityProvider'>): IdentityProvider {
  if (identityProvider) return identityProvider
  throw new DomainError('not_found', 'People sign in to this studio with e-mail and password.')
}

/** Where the provider sends browsers back to. */
export function callbackAddress({ publicUrl }: Pick<Deps, 'publicUrl'>): string {
  return new URL('/auth/external/callback', publicUrl).href
}

/** What is kept of a value that only a browser is to know. */
export function fingerprint(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

async function beginVisit(
  { browser, accountId }: { browser: string; accountId: string | null },
  deps: VisitDeps,
): Promise<string> {
  const redirectUri = callbackAddress(deps)
  const { url, state, nonce, codeVerifier } = await requireProvider(deps).begin({ redirectUri })
  const createdAt = deps.clock.now()
  const expiresAt = new Date(createdAt.getTime() + VISIT_LASTS_MS)
  const columns = { id: fingerprint(state), browser: fingerprint(browser), accountId, nonce, codeVerifier }
  await deps.db.providerVisit.create({ data: { ...columns, createdAt, expiresAt } })
  return url
}
