import type { Scope, TokenHash, TokenKind } from '@studio/core/tokens'
import { type Database, readRows } from '@studio/db'
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

type Asking = {
  hashes: string[]
  resolve: (rows: TokenRow[]) => void
  reject: (error: unknown) => void
}

/** Requests that wait for the next look-up; absent while none is under way. */
const waiting = new WeakMap<Database, Asking[]>()

/**
 * Finds the tokens stored under any of these hashes, and maybe others: compare. One look-up is under way at a time, and
 * what is asked meanwhile goes together in the next. Each begins after it was asked for, so that no answer is older
 * than its request.
 */
export function findTokens(db: Database, candidates: readonly TokenHash[]): Promise<TokenRow[]> {
  const hashes = candidates.map(({ hash }) => hash)
  return new Promise((resolve, reject) => {
    const asking = { hashes, resolve, reject }
    const next = waiting.get(db)
    if (next) next.push(asking)
    else void lookUp(db, [asking])
  })
}

async function lookUp(db: Database, first: Asking[]): Promise<void> {
  for (let asked = first; asked.length > 0; asked = waiting.get(db) ?? []) {
    waiting.set(db, [])
    try {
      const rows = await readRows<TokenRow>(db, FIND_TOKENS, [asked.flatMap(({ hashes }) => hashes)])
      for (const { resolve } of asked) resolve(rows)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
  waiting.delete(db)
}
