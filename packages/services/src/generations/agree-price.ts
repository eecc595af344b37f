import type { StartGeneration } from '@studio/core/generations'
import { DomainError, notFound } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { notPast } from '@studio/core/retention'
import type { Transaction } from '@studio/db'
import { hashWork, workRecord } from '../quotes/index.ts'

/** The price that was agreed to, and the quote that says so, if there is one. */
export type AgreedPrice = { credits: number; creditsEach: number; quoteId: string | null }

/**
 * Decides what a start may cost: what its quote says, or today's price under the caller's own ceiling.
 * @throws DomainError `price_not_agreed`, `price_too_high`, `quote_expired`, `quote_used`, `quote_mismatch`,
 * `not_found` for a quote of somebody else; nothing is charged
 */
export async function agreePrice(
  tx: Transaction,
  accountId: string,
  request: Pick<StartGeneration, 'quoteId' | 'maxCredits'>,
  work: SettledWork,
  now: Date,
): Promise<AgreedPrice> {
  const price = request.quoteId
    ? await quotedPrice(tx, accountId, request.quoteId, work, now)
    : { credits: work.credits, creditsEach: work.creditsPerOutput, quoteId: null }
  if (!request.quoteId && request.maxCredits === undefined) {
    throw new DomainError(
      'price_not_agreed',
      'Ask for a quote first, or say with maxCredits what it may cost at most.',
    )
  }
  if (request.maxCredits !== undefined && price.credits > request.maxCredits) {
    throw new DomainError(
      'price_too_high',
      `This costs ${price.credits} credits, more than the ${request.maxCredits} you allowed. Nothing was charged.`,
      { credits: price.credits, maxCredits: request.maxCredits },
    )
  }
  return price
}

async function quotedPrice(
  tx: Transaction,
  accountId: string,
  quoteId: string,
  work: SettledWork,
  now: Date,
): Promise<AgreedPrice> {
  const quote = await tx.quote.findFirst({
    where: { id: quoteId, accountId, OR: [{ generation: { isNot: null } }, notPast('quote', now)] },
    include: { generation: true },
  })
  if (!quote) throw notFound('quote')
  if (quote.generation) throw new DomainError('quote_used', 'This quote has already started a generation.')
  if (quote.expiresAt <= now) {
    throw new DomainError('quote_expired', 'This quote has expired. Ask for a new one; nothing was charged.')
  }
  if (quote.workHash !== hashWork(workRecord(work))) {
    throw new DomainError('quote_mismatch', 'This is not the work the quote is for. Ask for a new quote.')
  }
  return { credits: quote.credits, creditsEach: quote.credits / work.count, quoteId }
}
