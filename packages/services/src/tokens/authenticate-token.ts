import { isPlanId, type PlanId } from '@studio/core/plans'
import { candidateHashes, isSameHash, parseToken } from '@studio/core/tokens'
import type { Deps, TokenActor } from '../kernel/index.ts'
import { findTokens } from './find-tokens.ts'

/** How true `lastUsedAt` is: a token that is used all the time is written down once in this time. */
const LAST_USE_STEP_MS = 60_000

/** A token that works: who it makes of the caller, and what its account pays for. */
export type AcceptedToken = {
  isAccepted: true
  actor: TokenActor
  planId: PlanId
  /** Whether this use should be written down, off the request's path. */
  isUseToBeNoted: boolean
}

/** A token that does not work; its owner may see that somebody tried, and nobody is told why. */
export type RefusedToken = {
  isAccepted: false
  known: Pick<TokenActor, 'accountId' | 'tokenId'> | null
}

/**
 * Finds out whom a Personal Access Token stands for. What cannot be a token is refused without a look-up; for
 * the rest one query says all, so that revoking takes effect with the next request, in every process.
 */
export async function authenticateToken(
  token: string,
  { db, clock, keys }: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<AcceptedToken | RefusedToken> {
  if (!parseToken(token)) return { isAccepted: false, known: null }
  const candidates = candidateHashes(token, keys.tokenPeppers)
  const rows = await findTokens(db, candidates)
  const row = rows.find((each) => candidates.some((candidate) => isSameHash(candidate, each)))
  if (!row || row.closedAt) return { isAccepted: false, known: null }
  const { id: tokenId, accountId, kind: tokenKind, scopes, expiresAt, revokedAt, lastUsedAt, planId } = row
  const now = clock.now()
  if (revokedAt || (expiresAt && expiresAt <= now)) {
    return { isAccepted: false, known: { accountId, tokenId } }
  }
  return {
    isAccepted: true,
    actor: { kind: 'token', accountId, tokenId, tokenKind, scopes },
    planId: planId && isPlanId(planId) ? planId : 'free',
    isUseToBeNoted: !lastUsedAt || now.getTime() - lastUsedAt.getTime() >= LAST_USE_STEP_MS,
  }
}
