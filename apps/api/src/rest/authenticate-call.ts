import { DomainError } from '@studio/core/kernel'
import { type AcceptedToken, authenticateToken, type RefusedToken } from '@studio/services/tokens'
import type { Request } from 'express'
import type { Container } from '../container.ts'

/** Reads the token of a call: the `Authorization` header alone, never a cookie, never the address (RFC 6750, 2.1). */
export async function authenticateCall(
  req: Request,
  { deps }: Pick<Container, 'deps'>,
): Promise<AcceptedToken | RefusedToken | null> {
  const { authorization } = req.headers
  if (authorization === undefined) return null
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
  return token ? authenticateToken(token, deps) : { isAccepted: false, known: null }
}

/** Insists on a token that works. @throws DomainError `not_signed_in` without one, `token_refused` */
export function requireAccepted(token: AcceptedToken | RefusedToken | null): AcceptedToken {
  if (token === null) {
    throw new DomainError('not_signed_in', 'Send a Personal Access Token: "Authorization: Bearer sp_live_…".')
  }
  if (token.isAccepted) return token
  throw new DomainError(
    'token_refused',
    'This token does not work: it is not complete, unknown, expired or revoked. Make a new one in the settings.',
  )
}
