import type { Scope, TokenHash, TokenKind } from '@studio/core/tokens'
import { createLookUp, type Database, readRows } from '@studio/db'
import type { TokenActor } from '../kernel/index.ts'

/** A stored token, with what a request must know of its account. */
export type TokenRow = TokenHash & {
  id: TokenActor['tokenId']
  accountId: TokenActor['accountId']
  kind: TokenKind
  scopes: Scope[]
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
  closedAt: Date | null
  planId: string | null
}

/** Every request waits for it, so it goes past the query builder, and each connection plans it once. */
const FIND_TOKENS = {
  name: 'find-tokens',
  text: `
    SELECT t.id, t.account_id AS "accountId", t.kind, t.scopes, t.hash, t.pepper_id AS "pepperId",
           t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt",
           a.closed_at AS "closedAt", s.plan_id AS "planId"
    FROM token t JOIN account a ON a.id = t.account_id LEFT JOIN subscription s ON s.account_id = t.account_id
    WHERE t.hash = ANY($1::text[])`,
}

const findAny = createLookUp(async (db, asked: readonly string[][]) => {
  const rows = await readRows<TokenRow>(db, FIND_TOKENS, [asked.flat()])
  return asked.map((hashes) => rows.filter(({ hash }) => hashes.includes(hash)))
})

/** Finds the tokens stored under any of these hashes. Calls at the same time share a trip. */
export function findTokens(db: Database, candidates: readonly TokenHash[]): Promise<TokenRow[]> {
  return findAny(
    db,
    candidates.map(({ hash }) => hash),
  )
}
