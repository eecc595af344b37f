import { CUT_OUT_WORDS, judgeCutOut } from '@studio/core/analyses'
import type { BatchQuoteView, BatchRequest } from '@studio/core/batches'
import { newId } from '@studio/core/kernel'
import { LOCAL_STUDIO_ID } from '@studio/core/models'
import { quoteExpiry } from '@studio/core/quotes'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { hashWork, type SettleDeps } from '../quotes/index.ts'
import { type SettledBatch, settleBatch } from './settle-batch.ts'

/**
 * The exact price of a batch, valid for a stated time. Nothing is held or charged, and of the batch only a fingerprint is
 * kept.
 * @throws DomainError as `settleBatch`; `rate_limited`
 */
export async function quoteBatch(
  actor: Actor,
  request: BatchRequest,
  deps: SettleDeps & Pick<Deps, 'attempts'>,
): Promise<BatchQuoteView> {
  const accountId = requireAccount(actor, 'generations:write')
  await countAttempt('quotesPerAccount', accountId, deps)
  const batch = await settleBatch(actor, request, deps)
  const now = deps.clock.now()
  const expiresAt = quoteExpiry(now)
  const quote = { id: newId('quote', now), credits: batch.credits, items: batch.lines }
  await deps.db.quote.create({
    data: {
      ...quote,
      ...{ accountId, createdAt: now, expiresAt, priceListVersion: batch.registryVersion },
      workHash: fingerprint(request, batch),
    },
  })
  const balance = await deps.db.creditBalance.findUnique({ where: { accountId } })
  const available = balance?.available ?? 0
  return {
    ...quote,
    warnings: await warningsOf(accountId, batch, deps),
    expiresAt: expiresAt.toISOString(),
    itemCount: batch.items.length,
    sourceCount: batch.sources.length,
    available,
    isAffordable: available >= batch.credits,
  }
}

/** A fingerprint of what a quote is for: the sources and the settled kinds of work, whatever the batch is called. */
export function fingerprint({ sources }: BatchRequest, { items, lines }: SettledBatch): string {
  const kinds = [...new Set(items.map(({ work }) => work))]
  return hashWork({ sources, kinds, lines, items: items.length })
}

/** Photos whose product is known not to be cut out for sure, where that is what will be done with them. */
async function warningsOf(
  accountId: string,
  { items }: SettledBatch,
  { db }: Pick<Deps, 'db'>,
): Promise<BatchQuoteView['warnings']> {
  const assetIds = items.flatMap(({ source, settled }) =>
    settled.model.id === LOCAL_STUDIO_ID && source.assetId ? [source.assetId] : [],
  )
  if (assetIds.length === 0) return []
  const analyses = await db.analysis.findMany({
    where: { accountId, assetId: { in: [...new Set(assetIds)] } },
    select: { cutOut: true },
  })
  const verdicts = analyses.map(({ cutOut }) =>
    cutOut ? judgeCutOut((cutOut as { confidence: number }).confidence) : null,
  )
  const say = (verdict: 'unsuitable' | 'look') => {
    const photos = verdicts.filter((found) => found === verdict).length
    if (photos === 0) return []
    return [{ code: `cut_out_${verdict}`, message: `${photos} photos: ${CUT_OUT_WORDS[verdict]}` }]
  }
  return [...say('unsuitable'), ...say('look')]
}
