import { z } from 'zod'
import { creditsView } from '../credits/index.ts'
import { idSchema } from '../kernel/index.ts'
import { tokenKindSchema } from './schema.ts'
import { scopeSchema } from './scopes.ts'

/** Who calls, as the public API answers it at `/me`. */
export const callerView = z
  .object({
    account: z.object({ id: idSchema('account'), email: z.string(), name: z.string() }),
    token: z.object({
      id: idSchema('token'),
      name: z.string(),
      kind: tokenKindSchema.describe('A test token works on the sample model only and costs nothing.'),
      scopes: z.array(scopeSchema),
      expiresAt: z.iso.datetime().nullable(),
    }),
    credits: creditsView.nullable().describe('Null when the token lacks the scope credits:read.'),
  })
  .meta({ id: 'Caller' })

/** @see callerView */
export type CallerView = z.infer<typeof callerView>
