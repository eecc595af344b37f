import { z } from 'zod'
import { isLoopbackHost } from '../safe-fetch/loopback.ts'
import type { OpenIdOptions } from './openid.ts'

const GOOGLE = 'https://accounts.google.com'

/** The variables of signing in with an external provider; see `.env.example`. Without `OIDC_CLIENT_ID` there is none. */
export const identityVariables = z
  .object({
    OIDC_ISSUER: z.string().default(GOOGLE).refine(isIssuer, {
      error: 'Expected an issuer such as https://accounts.google.com, without /.well-known/ and what follows',
    }),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_NAME: z.string().min(1).max(40).optional(),
  })
  .refine(
    ({ OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret }) => (id === undefined) === (secret === undefined),
    {
      path: ['OIDC_CLIENT_SECRET'],
      error: 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together',
    },
  )

/** The provider that the variables name; null when people sign in with e-mail and password alone. */
export function toOpenIdOptions(env: z.infer<typeof identityVariables>): OpenIdOptions | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!clientId || !clientSecret) return null
  const name = env.OIDC_NAME ?? (issuer === GOOGLE ? 'Google' : new URL(issuer).hostname)
  return { name, issuer, clientId, clientSecret }
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.search || url.hash || url.username || url.pathname.includes('/.well-known/')) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}
