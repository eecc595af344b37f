import { z } from 'zod'
import { type Id, idSchema } from '../kernel/index.ts'

/** How long somebody who chose "in seven days" can change their mind. */
export const DELETION_DELAY_MS = 7 * 24 * 60 * 60_000

/** Deleting one's account: at once or in seven days. The password, where the account has one, shows who asks. */
export const requestDeletionInput = z.object({
  when: z.enum(['now', 'in_seven_days']),
  password: z.string().max(1000).optional(),
})

/** What will go with an account. Credits are what it could still spend. */
export const deletionSummary = z.object({
  assets: z.number().int(),
  bytes: z.number().int(),
  generations: z.number().int(),
  /** Outputs that wait or are being made: they are cancelled, and cost nothing. */
  unfinishedOutputs: z.number().int(),
  exports: z.number().int(),
  tokens: z.number().int(),
  webhookEndpoints: z.number().int(),
  credits: z.number().int(),
  /** The plan that ends; null for one that costs nothing. */
  paidPlan: z.string().nullable(),
  /** Whether the password must be typed; without one a sign-in of just now is asked for. */
  needsPassword: z.boolean(),
})

/** The deletion of an account. Its receipt is fetched, and shown, at an address with a secret in it. */
export const deletionView = z.object({
  id: idSchema('deletion'),
  status: z.enum(['scheduled', 'running', 'finished']),
  requestedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** The page that shows how far it is, and then the receipt, such as `/deleted#del_….<secret>`. */
  receiptPage: z.string(),
})

/** @see deletionSummary */
export type DeletionSummary = z.infer<typeof deletionSummary>
/** @see deletionView */
export type DeletionView = z.infer<typeof deletionView>
/** @see requestDeletionInput */
export type RequestDeletion = z.infer<typeof requestDeletionInput>

/** The page of a receipt. Its secret stands in the fragment, which browsers send to nobody. */
export function receiptPage(deletionId: Id<'deletion'>, secret: string): string {
  return `/deleted#${deletionId}.${secret}`
}
