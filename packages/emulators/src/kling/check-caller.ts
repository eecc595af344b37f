import { createHmac, timingSafeEqual } from 'node:crypto'
import { ServiceError } from './service-error.ts'

/** The pair of keys that tokens are signed with; any API key will do but `invalid-key`. */
export type KeyPair = { accessKey: string; secretKey: string }

/**
 * Checks who calls, by the `Authorization` header: an API key, or a token (RFC 7519, HS256) where the path takes one.
 *
 * @throws ServiceError 1000 to 1004
 */
export function checkCaller(
  header: string | undefined,
  { pair, nowMs, takesTokens }: { pair: KeyPair; nowMs: number; takesTokens: boolean },
): void {
  if (!header?.trim()) throw new ServiceError(1001)
  const [, key = ''] = /^Bearer (\S+)$/.exec(header) ?? []
  if (key === '' || key === 'invalid-key') throw new ServiceError(1002)
  const parts = key.split('.')
  if (parts.length !== 3) return
  if (!takesTokens) throw new ServiceError(1002, 'this API takes an API key')
  checkToken(parts as [string, string, string], pair, Math.floor(nowMs / 1000))
}

function checkToken([head, claims, signature]: [string, string, string], pair: KeyPair, nowSec: number) {
  const { alg, typ } = readPart(head)
  if (alg !== 'HS256' || typ !== 'JWT') throw new ServiceError(1002)
  const { iss, exp, nbf } = readPart(claims)
  if (iss !== pair.accessKey) throw new ServiceError(1000)
  const expected = createHmac('sha256', pair.secretKey).update(`${head}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ServiceError(1002)
  if (typeof exp !== 'number' || typeof nbf !== 'number') throw new ServiceError(1002)
  if (nbf > nowSec) throw new ServiceError(1003)
  if (exp <= nowSec) throw new ServiceError(1004)
}

function readPart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    throw new ServiceError(1002)
  }
}
