import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'

/** The external provider that this studio lets people sign in with. */
export const signInProviderView = z.object({
  /** What people call it, such as `Google`. */
  name: z.string(),
})

/** The external provider that this studio lets people sign in with. */
export type SignInProviderView = z.infer<typeof signInProviderView>

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
