import { z } from 'zod'
import { idSchema, pageInput, pageOf, textSchema } from '../kernel/index.ts'
import { scopeSchema } from './scopes.ts'

/** Live or test. */
export const tokenKindSchema = z.enum(['live', 'test'])

const WHEN = 'Choose a whole number of days, 1 to 365.'

/** How long a new token works: 1 to 365 days, or null for as long as nobody revokes it. */
const expiresInDays = z.int(WHEN).min(1, WHEN).max(365, WHEN).nullable()

/** How long a rotated token goes on working beside the new one: 0, at once no more, to 168 hours, a week. */
const graceHours = z.number().int().min(0).max(168)

/** What is asked for a new token. */
export const createTokenInput = z.object({
  name: textSchema.trim().min(1, 'Give the token a name.').max(80, 'A name has at most 80 characters.'),
  kind: tokenKindSchema.default('live'),
  scopes: z
    .array(scopeSchema)
    .min(1, 'Choose at least one scope.')
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Name each scope once.'),
  expiresInDays,
})

/** A page of the account's tokens, newest first. */
export const listTokensInput = pageInput

/** Which token takes its turn to be replaced, and for how long both work. */
export const rotateTokenInput = z.object({ id: idSchema('token'), graceHours: graceHours.default(24) })

/** Which token shall never work again. */
export const revokeTokenInput = z.object({ id: idSchema('token') })

/** A token as its owner sees it. Times are ISO 8601 in UTC. The token itself is not here: nobody has it. */
export const tokenView = z.object({
  id: idSchema('token'),
  name: z.string(),
  kind: tokenKindSchema,
  /** What it begins with, such as `sp_live_Ab3d`. */
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: z.iso.datetime(),
  /** True to the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** Until when it works beside the token that replaced it; null when it was not rotated. */
  rotatedUntil: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

/** A page of tokens. */
export const tokenPage = pageOf(tokenView)

/** A token that was just made, with its raw value: the only time that it is shown. */
export const newTokenView = tokenView.extend({ token: z.string() })

/** @see createTokenInput */
export type CreateTokenInput = z.infer<typeof createTokenInput>
/** @see rotateTokenInput */
export type RotateTokenInput = z.infer<typeof rotateTokenInput>
/** @see tokenView */
export type TokenView = z.infer<typeof tokenView>
/** @see newTokenView */
export type NewTokenView = z.infer<typeof newTokenView>
