import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

/** The claims of an ID token. */
export type Claims = Record<string, unknown>

/** A provider on this machine with one person, who is called as she signs in. */
export type IdentityServer = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the provider tells about the person. */
  person: Claims
  /** Changes an ID token on its way out: gets its claims, returns the token. */
  tamper: ((claims: Claims) => string) | null
  /** Answers a request instead of the provider. */
  answer: ((req: IncomingMessage, res: ServerResponse) => boolean) | null
  /** What was asked, as `GET /path`. */
  requests: string[]
  /** Signs claims with the provider's own key, or with another. */
  signToken(claims: Claims, key?: KeyObject): string
  close(): Promise<void>
}

const KEY_ID = 'test-key'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes a key that no provider knows. */
export const makeKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** One for all servers of a test file: making a key takes longer than all the rest. */
const privateKey = makeKey()

/** Starts a real OpenID provider (certified `oidc-provider`) on a free port, with its own pages to sign in at. */
export async function startIdentityServer(
  redirectUri: string,
  configuration: Configuration = {},
): Promise<IdentityServer> {
  const http = createServer()
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const clientId = 'studio'
  const clientSecret = 'a secret: with + signs / that % are & escaped'
  const server: IdentityServer = {
    issuer,
    clientId,
    clientSecret,
    person: {},
    tamper: null,
    answer: null,
    requests: [],
    signToken(claims, key = privateKey) {
      const content = `${encode({ alg: 'RS256', kid: KEY_ID })}.${encode(claims)}`
      return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
    },
    async close() {
      const closed = once(http.close(), 'close')
      http.closeAllConnections()
      await closed
    },
  }
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: KEY_ID, alg: 'RS256', use: 'sig' }],
    },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key for cookies that only tests use'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...server.person }) }),
    ...configuration,
  })
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path !== '/token' || !server.tamper || !ctx.body?.id_token) return
    const [, claims = ''] = String(ctx.body.id_token).split('.')
    ctx.body.id_token = server.tamper(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  })
  const respond = provider.callback()
  http.on('request', (req, res) => {
    server.requests.push(`${req.method} ${new URL(req.url ?? '', issuer).pathname}`)
    if (!server.answer?.(req, res)) void respond(req, res)
  })
  return server
}
