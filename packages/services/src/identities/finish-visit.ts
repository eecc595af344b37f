import { DomainError } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { ProviderVisit } from '@studio/db'
import { readBrowserMark, type StartedSession, type Visitor } from '../accounts/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { callbackAddress, fingerprint, requireProvider, type VisitDeps } from './begin-visit.ts'
import { linkIdentity } from './link-identity.ts'
import { signInByIdentity } from './sign-in-by-identity.ts'

/** A browser that comes back from the external provider. */
export type Return = { callbackUrl: string; cookieHeader: string | undefined }

/**
 * Ends a visit: signs somebody in, or links what they showed to the account that began it; null says that it linked.
 * A visit ends once, in the browser that began it.
 * @throws DomainError `sign_in_refused`, `email_taken`, `provider_unavailable`, `not_found`
 */
export async function finishVisit(
  actor: Actor,
  { callbackUrl, cookieHeader }: Return,
  visitor: Visitor,
  deps: VisitDeps & Pick<Deps, 'queue'>,
): Promise<StartedSession | null> {
  const provider = requireProvider(deps)
  const redirectUri = callbackAddress(deps)
  const state = new URL(callbackUrl, redirectUri).searchParams.get('state') ?? ''
  const { accountId, nonce, codeVerifier } = await takeVisit(state, cookieHeader, deps)
  const identity = await provider.complete({ callbackUrl, redirectUri, state, nonce, codeVerifier })
  if (accountId === null) return signInByIdentity(identity, visitor, deps)
  await linkIdentity(actor, accountId, identity, deps)
  return null
}

async function takeVisit(
  state: string,
  cookieHeader: string | undefined,
  deps: VisitDeps,
): Promise<ProviderVisit> {
  const browser = readBrowserMark(cookieHeader, deps)
  const where = { id: fingerprint(state), browser: fingerprint(browser ?? '') }
  const visit = await deps.db.providerVisit.findFirst({
    where: { ...where, ...notPast('providerVisit', deps.clock.now()) },
  })
  // Whoever deletes the row has the visit.
  const { count } = await deps.db.providerVisit.deleteMany({ where })
  if (browser && visit && count) return visit
  throw new DomainError(
    'sign_in_refused',
    'This was not begun in this browser, or it took longer than ten minutes. Start again.',
  )
}
