import { DomainError, notFound, textSchema } from '@studio/core/kernel'
import { inTransaction, type LedgerEntry } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { refundCredits } from './refund-credits.ts'

/**
 * A charge to give back from the command line: the entry that charged it, how many of its credits or `all` that
 * is left of it, why, and a key that makes it happen once.
 */
export type OperatorRefund = {
  captureId: string
  credits: number | 'all'
  reason: string
  idempotencyKey: string
}

/**
 * The operator's words as they stand on the statement. They are a part of the chain and can never be changed, and
 * the text that is hashed has a line for each field: so they are one line.
 */
const reasonSchema = textSchema
  .trim()
  .min(3, 'Say why, in a few words: the customer reads it on the statement.')
  .max(200, 'Say why in at most 200 characters.')
  .refine((text) => !/\p{Cc}/u.test(text), 'Say why in one line.')

/**
 * Gives back a charge, wholly or in part. The credits do not expire, and the statement says why in the
 * operator's words.
 * @throws DomainError `not_found`; `invalid_input` for what is no charge or no reason; `already_ended` beyond
 * what was charged; `key_reused`
 */
export async function refundAsOperator(
  actor: Actor,
  { captureId, credits, reason, idempotencyKey }: OperatorRefund,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<LedgerEntry> {
  requireOperator(actor)
  const words = reasonSchema.safeParse(reason)
  if (!words.success) throw new DomainError('invalid_input', words.error.issues[0]?.message ?? 'Say why.')
  return inTransaction(db, async (tx) => {
    const capture = await tx.ledgerEntry.findUnique({ where: { id: captureId }, include: { refunds: true } })
    if (!capture) throw notFound('entry')
    if (capture.kind !== 'capture') {
      throw new DomainError(
        'invalid_input',
        `${captureId} is no charge (it is of the kind ${capture.kind}): only a charge can be refunded.`,
      )
    }
    const { accountId, causeId } = capture
    const earlier = await tx.ledgerEntry.findFirst({ where: { accountId, idempotencyKey } })
    const refunded = capture.refunds.reduce((sum, refund) => sum + refund.credits, 0)
    const rest = earlier ? earlier.credits : capture.credits - refunded
    if (rest === 0) throw new DomainError('already_ended', 'This charge was refunded already, all of it.')
    return refundCredits(tx, {
      ...{ accountId, captureId, causeId, idempotencyKey, now: clock.now() },
      credits: credits === 'all' ? rest : credits,
      reason: `by the operator: ${words.data}`,
    })
  })
}
