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
