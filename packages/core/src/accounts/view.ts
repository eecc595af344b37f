import { z } from 'zod'
import { creditsView } from '../credits/index.ts'
import { idSchema } from '../kernel/index.ts'

/** The signed-in account as the doors show it. */
export const accountView = z.object({
  id: idSchema('account'),
  email: z.string(),
  /** Whether somebody proved that they read the mail of `email`. */
  isEmailVerified: z.boolean(),
  /** The e-mail that takes the place of `email` once the link sent there was followed. */
  newEmail: z.string().nullable(),
  /** False for somebody who signs in with an external provider only. */
  hasPassword: z.boolean(),
  name: z.string(),
  createdAt: z.string(),
  /** When it is going to be deleted; null unless somebody asked for that. */
  deletionDueAt: z.string().nullable(),
  credits: creditsView,
})

/** The signed-in account as the doors show it. */
export type AccountView = z.infer<typeof accountView>
