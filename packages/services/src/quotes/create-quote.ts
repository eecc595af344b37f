import { type Id, newId } from '@studio/core/kernel'
import { type QuoteView, quoteExpiry, quoteItems, type Work } from '@studio/core/quotes'
import type { Quote } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findSources } from './find-sources.ts'
import { judgeSources } from './judge-sources.ts'
import { type SettleDeps, settleWork } from './settle-work.ts'
import { hashWork, workRecord } from './work-record.ts'

/**
 * Makes a quote: the exact price of a piece of work, valid for a stated time. Nothing is held or charged, and of
 * the work only a fingerprint is kept: half-typed words are priced too, and must not stay.
 * @throws DomainError as `settleWork` and `findSources`; `cut_out_unsure`, `rate_limited`
 */
export async function createQuote(
  actor: Actor,
  work: Work,
  deps: SettleDeps & Pick<Deps, 'attempts'>,
): Promise<QuoteView> {
  const accountId = requireAccount(actor, 'generations:write')
  await countAttempt('quotesPerAccount', accountId, deps)
  const settled = await settleWork(actor, work, deps)
  await findSources(deps.db, accountId, settled)
  const warnings = await judgeSources(accountId, settled, deps)
  const now = deps.clock.now()
  const quote = await deps.db.quote.create({
    data: {
      id: newId('quote', now),
      accountId,
      workHash: hashWork(workRecord(settled)),
      items: quoteItems(settled),
      credits: settled.credits,
      priceListVersion: settled.registryVersion,
      createdAt: now,
      expiresAt: quoteExpiry(now),
    },
  })
  return viewQuote(quote, warnings)
}

function viewQuote(quote: Quote, warnings: QuoteView['warnings']): QuoteView {
  return {
    id: quote.id as Id<'quote'>,
    credits: quote.credits,
    items: quote.items as QuoteView['items'],
    warnings,
    expiresAt: quote.expiresAt.toISOString(),
  }
}
