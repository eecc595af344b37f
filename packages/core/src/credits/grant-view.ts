import { z } from 'zod'

/** A grant that has something left, as the doors show it. */
export const grantView = z.object({
  id: z.string(),
  source: z.string().describe('Where it comes from, such as plan, top-up, operator or refund.'),
  note: z.string().describe('The operator’s reason, if one was given.'),
  credits: z.number().int().describe('How many it was.'),
  remaining: z.number().int().describe('How many of them can still be spent.'),
  createdAt: z.string(),
  expiresAt: z.string().nullable().describe('Until when they can be spent; null: for ever.'),
})

/** A grant that has something left, as the doors show it. */
export type GrantView = z.infer<typeof grantView>
