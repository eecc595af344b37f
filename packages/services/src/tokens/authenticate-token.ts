import { isPlanId, type PlanId } from '@studio/core/plans'
import { candidateHashes, isSameHash, parseToken, type Scope, type TokenKind } from '@studio/core/tokens'
import { inSingleStatements } from '@studio/db'
import type { Deps, TokenActor } from '../kernel/index.ts'

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

type Row = {
  id: TokenActor['tokenId']
  accountId: TokenActor['accountId']
  kind: TokenKind
  scopes: Scope[]
  hash: string
  pepperId: string
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
  closedAt: Date | null
  planId: string | null
}

/** Every request waits for it, so it goes past the query builder, and each connection plans it once. */
const FIND_TOKEN = {
  name: 'find-token',
  text: `
    SELECT t.id, t.account_id AS "accountId", t.kind::text, t.scopes, t.hash, t.pepper_id AS "pepperId",
           t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt",
           a.closed_at AS "closedAt", s.plan_id AS "planId"
    FROM token t JOIN account a ON a.id = t.account_id LEFT JOIN subscription s ON s.account_id = t.account_id
    WHERE t.hash = ANY($1::text[])`,
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
  const hashes = candidates.map(({ hash }) => hash)
  const [row] = await inSingleStatements(db, (sql) => sql.query<Row>(FIND_TOKEN, [hashes]))
  if (!row || row.closedAt || !candidates.some((candidate) => isSameHash(candidate, row))) {
    return { isAccepted: false, known: null }
  }
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
