import { z } from 'zod'
import { textSchema } from '../kernel/index.ts'
import { MIN_PASSWORD_CHARACTERS } from './limits.ts'

/** An e-mail address, trimmed and in lower case: one address, one account. */
export const emailSchema = textSchema
  .trim()
  .toLowerCase()
  .max(254, 'This e-mail address is too long.')
  .pipe(z.email('This does not look like an e-mail address.'))

/** A new password. Long ones are welcome up to the point where hashing them would be a burden. */
export const passwordSchema = textSchema
  .min(MIN_PASSWORD_CHARACTERS, `Use at least ${MIN_PASSWORD_CHARACTERS} characters.`)
  .max(200, 'Use at most 200 characters.')

/** A password that exists, whatever the rules were when it was chosen. */
export const currentPasswordSchema = textSchema.max(200)

/** What signing up takes. */
export const signUpInput = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: textSchema.trim().max(100).default(''),
})

/** What signing in takes. */
export const signInInput = z.object({ email: emailSchema, password: currentPasswordSchema })
