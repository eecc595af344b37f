import { emailSchema } from '@studio/core/accounts'
import * as client from 'openid-client'
import { isLoopbackHost } from '../safe-fetch/loopback.ts'
import { ProviderUnavailable } from './errors.ts'
import type { ExternalIdentity, IdentityProvider } from './port.ts'
import { codeOf, toSignInError } from './read-failure.ts'

/** A provider that speaks OpenID Connect, and how this studio is registered there. */
export type OpenIdOptions = {
  /** The name a person knows it by. */
  name: string
  /** https, or http on this machine. Its discovery document has to name this very issuer. */
  issuer: string
  clientId: string
  clientSecret: string
  /** How long one answer of the provider may take. Default 10 s. */
  timeoutMs?: number
}

/** How far the provider's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 30
const MAX_NAME_CHARACTERS = 100

/**
 * Signing in with a provider by OpenID Connect Core 1.0: authorization code with PKCE (RFC 7636), state and
 * nonce. The ID token's signature is checked as well, though it came over TLS. The provider is discovered with the
 * first sign-in, so a studio starts without it, and again after it failed.
 * @throws an Error for an issuer that cannot be trusted
 */
export function createOpenIdProvider(options: OpenIdOptions): IdentityProvider {
  const { name, clientId, clientSecret, timeoutMs = 10_000 } = options
  const issuer = new URL(options.issuer)
  const isPlain = issuer.protocol === 'http:' && isLoopbackHost(issuer.hostname)
  if (issuer.protocol !== 'https:' && !isPlain) {
    throw new Error('The issuer has to be https; http is for this machine alone')
  }
  // For the address of a document, openid-client would take any issuer that it names.
  if (issuer.pathname.includes('/.well-known/')) {
    throw new Error('The issuer is named without /.well-known/ and what follows')
  }
  let discovered: Promise<client.Configuration> | undefined

  async function discover(): Promise<client.Configuration> {
    const metadata = { client_secret: clientSecret, [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS }
    discovered ??= client.discovery(issuer, clientId, metadata, authenticate(clientSecret), {
      timeout: timeoutMs / 1000,
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    })
    try {
      return await discovered
    } catch (error) {
      discovered = undefined
      throw new ProviderUnavailable(name, `discovery ${codeOf(error)}`)
    }
  }

  return {
    name,
    issuer: options.issuer,

    async begin({ redirectUri }) {
      const config = await discover()
      const state = client.randomState()
      const nonce = client.randomNonce()
      const codeVerifier = client.randomPKCECodeVerifier()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, state, nonce, codeVerifier }
    },

    async complete({ callbackUrl, redirectUri, state, nonce, codeVerifier }) {
      const config = await discover()
      // Behind a proxy the address we were called at may look different from the one the browser sees.
      const current = new URL(redirectUri)
      current.search = new URL(callbackUrl, redirectUri).search
      try {
        const tokens = await client.authorizationCodeGrant(config, current, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        })
        return await readIdentity(config, tokens)
      } catch (error) {
        const failure = toSignInError(error, name)
        if (failure instanceof ProviderUnavailable || codeOf(error) === 'OAUTH_KEY_SELECTION_FAILED') {
          discovered = undefined
        }
        throw failure
      }
    },
  }
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>

/** The claims of the ID token; what it leaves out is asked for (OpenID Connect Core 1.0, 5.4). */
async function readIdentity(config: client.Configuration, tokens: Tokens): Promise<ExternalIdentity> {
  const claims = tokens.claims()
  if (!claims) throw new Error('The nonce made sure of an ID token')
  const { userinfo_endpoint } = config.serverMetadata()
  const isComplete = claims.email !== undefined || !userinfo_endpoint
  const told = isComplete ? claims : await client.fetchUserInfo(config, tokens.access_token, claims.sub)
  const email = emailSchema.safeParse(told.email)
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: email.success ? email.data : null,
    isEmailVerified: email.success && told.email_verified === true,
    name: typeof told.name === 'string' ? told.name.trim().slice(0, MAX_NAME_CHARACTERS).toWellFormed() : '',
  }
}

/** Providers that say nothing take the header (OpenID Connect Discovery 1.0, 3). */
function authenticate(clientSecret: string): client.ClientAuth {
  const post = client.ClientSecretPost(clientSecret)
  const basic = client.ClientSecretBasic(clientSecret)
  return (server, ...rest) => {
    const takesPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
    return takesPost ? post(server, ...rest) : basic(server, ...rest)
  }
}
