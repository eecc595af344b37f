import { type Id, newId } from '@studio/core/kernel'
import { PRICE_LIST_VERSION } from '@studio/core/models'
import { priceWork, type QuoteView, quoteExpiry, quoteItems, type Work } from '@studio/core/quotes'
import type { Quote } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { settleModel } from './settle-model.ts'
import { hashWork, workRecord } from './work-record.ts'

/**
 * Makes a quote: the exact price of a piece of work, valid for a stated time. Nothing is held or charged, and of
 * the work only a fingerprint is kept: half-typed words are priced too, and must not stay.
 * @throws DomainError `invalid_input`, `model_retired`, `option_not_supported`, `rate_limited`
 */
export async function createQuote(
  actor: Actor,
  work: Work,
  deps: Pick<Deps, 'db' | 'clock' | 'attempts'>,
): Promise<QuoteView> {
  const accountId = requireAccount(actor, 'generations:write')
  await countAttempt('quotesPerAccount', accountId, deps)
  const now = deps.clock.now()
  const settled = priceWork(settleModel(actor, work), now)
  const quote = await deps.db.quote.create({
    data: {
      id: newId('quote', now),
      accountId,
      workHash: hashWork(workRecord(settled)),
      items: quoteItems(settled),
      credits: settled.credits,
      priceListVersion: PRICE_LIST_VERSION,
      createdAt: now,
      expiresAt: quoteExpiry(now),
    },
  })
  return viewQuote(quote)
}

function viewQuote(quote: Quote): QuoteView {
  return {
    id: quote.id as Id<'quote'>,
    credits: quote.credits,
    items: quote.items as QuoteView['items'],
    expiresAt: quote.expiresAt.toISOString(),
  }
}
