import { z } from 'zod'
import { textSchema } from '../kernel/index.ts'
import { currentPasswordSchema, emailSchema, passwordSchema } from './schema.ts'

/** What a new name takes. */
export const changeNameInput = z.object({ name: textSchema.trim().max(100, 'Use at most 100 characters.') })

/** What moving the account to another e-mail takes. */
export const changeEmailInput = z.object({ email: emailSchema, password: currentPasswordSchema })

/** What a new password takes: the current one, left out only by an account that has none. */
export const changePasswordInput = z.object({
  currentPassword: currentPasswordSchema.optional(),
  newPassword: passwordSchema,
})

/** The password again, for an act that changes who gets in; left out by an account that has none. */
export const proofInput = z.object({ password: currentPasswordSchema.optional() })

/** Whose password was forgotten. */
export const forgotPasswordInput = z.object({ email: emailSchema })
