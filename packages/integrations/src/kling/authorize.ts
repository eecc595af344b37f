import { createHmac } from 'node:crypto'

/** What an account is known by: one API key, or the older pair, which new models do not take. */
export type KlingCredentials = { apiKey: string } | { accessKey: string; secretKey: string }

/** Seconds; the vendor's own numbers (kling.ai/document-api, authentication). The slack is for clocks that are ahead. */
const TOKEN_LIFE_SEC = 1800
const TOKEN_SLACK_SEC = 5

/** The `Authorization` header of a request made at `now`. */
export function authorize(credentials: KlingCredentials, now: Date): string {
  return `Bearer ${'apiKey' in credentials ? credentials.apiKey : signToken(credentials, now)}`
}

/** A JSON Web Token (RFC 7519) signed with HS256, as Kling wants it: without `iat`, the secret taken as plain text. */
function signToken({ accessKey, secretKey }: { accessKey: string; secretKey: string }, now: Date): string {
  const nowSec = Math.floor(now.getTime() / 1000)
  const claims = { iss: accessKey, exp: nowSec + TOKEN_LIFE_SEC, nbf: nowSec - TOKEN_SLACK_SEC }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secretKey).update(signed).digest('base64url')}`
}

function encode(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url')
}
