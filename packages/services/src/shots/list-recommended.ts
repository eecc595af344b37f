import type { Id } from '@studio/core/kernel'
import { mergeRecommended, recommendShots, SHOTS } from '@studio/core/shots'
import { readAnalysis } from '../analyses/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { problemsFor } from './problems-for.ts'

/**
 * The ids of the shots of the catalogue that suit the products on these photos, best first, of those that can be
 * made. A photo that nobody has looked at yet gets what suits every product.
 * @throws DomainError `not_found` for a photo that is not the account's
 */
export async function listRecommended(
  actor: Actor,
  { assetIds }: { assetIds: readonly Id<'asset'>[] },
  deps: Pick<Deps, 'db' | 'clock' | 'registry' | 'offeredProviders'>,
): Promise<string[]> {
  requireAccount(actor, 'assets:read')
  const problemOf = await problemsFor(actor, deps)
  const shots = SHOTS.filter((shot) => problemOf(shot) === null)
  const analyses = await Promise.all(assetIds.map((id) => readAnalysis(actor, { id }, deps)))
  const products = analyses.length > 0 ? analyses.map(({ content }) => content) : [null]
  return mergeRecommended(products.map((product) => recommendShots(product, shots)))
}
