import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'
import { proofInput } from './changes.ts'

/** The external provider that this studio lets people sign in with. */
export const signInProviderView = z.object({
  /** What people call it, such as `Google`. */
  name: z.string(),
})

/** The external provider that this studio lets people sign in with. */
export type SignInProviderView = z.infer<typeof signInProviderView>

/** What people call a provider, out of who it is by OpenID Connect: Google, or the host's name. */
export function nameIssuer(issuer: string): string {
  if (issuer === 'https://accounts.google.com') return 'Google'
  return URL.parse(issuer)?.hostname ?? issuer
}

/** Which external account to unlink, and the password again where there is one. */
export const unlinkInput = proofInput.extend({ id: idSchema('identity') })

/** An external account that opens this one. */
export const identityView = z.object({
  id: idSchema('identity'),
  /** What people call its provider. */
  provider: z.string(),
  /** The address it had there when it was linked. */
  email: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
})

/** An external account that opens this one. */
export type IdentityView = z.infer<typeof identityView>
