import type { Id } from '@studio/core/kernel'
import type { Scope, TokenView } from '@studio/core/tokens'
import type { Token } from '@studio/db'

/** Shows a token. Its hash stays where it is. */
export function viewToken(token: Token): TokenView {
  return {
    id: token.id as Id<'token'>,
    name: token.name,
    kind: token.kind,
    prefix: token.prefix,
    scopes: token.scopes as Scope[],
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    rotatedUntil: token.rotatedTo ? (token.expiresAt?.toISOString() ?? null) : null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  }
}
