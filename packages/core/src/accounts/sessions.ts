import { z } from 'zod'
import { idSchema, pageInput } from '../kernel/index.ts'

/** A browser or program, as people recognise it. */
export const deviceView = z.object({
  /** Such as `Firefox on macOS`. */
  name: z.string(),
  kind: z.enum(['desktop', 'phone', 'tablet', 'program', 'unknown']),
})

/** A browser or program, as people recognise it. */
export type DeviceView = z.infer<typeof deviceView>

/** What names a session at the doors: the SHA-256 of what its cookie carries, which opens nothing. */
export const sessionIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'Expected the id of a session.')

/** A signed-in browser. */
export const sessionView = z.object({
  id: sessionIdSchema,
  device: deviceView,
  createdAt: z.string(),
  /** When it was last used, to within five minutes. */
  lastUsedAt: z.string(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
})

/** A signed-in browser. */
export type SessionView = z.infer<typeof sessionView>

/** Which session to end. */
export const endSessionInput = z.object({ id: sessionIdSchema })

/** A page of the sign-in history. */
export const listSignInsInput = pageInput

/** One attempt to sign in. */
export const signInView = z.object({
  id: idSchema('signIn'),
  /** `password`, `operator` for the command line, or what people call the external provider. */
  method: z.string(),
  isSucceeded: z.boolean(),
  device: deviceView,
  createdAt: z.string(),
})

/** One attempt to sign in. */
export type SignInView = z.infer<typeof signInView>
