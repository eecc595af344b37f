import { randomBytes } from 'node:crypto'
import { newId } from '@studio/core/kernel'
import { hashToken, makeToken, type Scope, type TokenKind, tokenPrefix } from '@studio/core/tokens'
import type { Token, Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** A token to make. */
export type TokenToWrite = {
  accountId: string
  name: string
  kind: TokenKind
  scopes: Scope[]
  now: Date
  expiresAt: Date | null
}

/** Makes a token and writes down what may be kept of it. The raw value is in the answer, and nowhere else. */
export async function writeToken(
  tx: Transaction,
  { now, kind, ...columns }: TokenToWrite,
  { keys }: Pick<Deps, 'keys'>,
): Promise<{ row: Token; token: string }> {
  const [pepper] = keys.tokenPeppers
  if (!pepper) throw new Error('no pepper to hash tokens with')
  const token = makeToken(kind, randomBytes)
  const kept = { prefix: tokenPrefix(token), ...hashToken(token, pepper) }
  const row = await tx.token.create({
    data: { id: newId('token', now), kind, ...columns, ...kept, createdAt: now },
  })
  return { row, token }
}
