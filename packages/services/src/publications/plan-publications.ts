import { DomainError } from '@studio/core/kernel'
import {
  type Change,
  type PlannedView,
  type PublicationView,
  proposeAlt,
  targetAfter,
  warningsOf,
} from '@studio/core/publications'
import type { StoreLimits } from '@studio/core/stores'
import type { Store } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore, openStore, requireConnected, type StoreDeps } from '../stores/index.ts'
import { type DescribedAsset, describeAssets } from './describe-assets.ts'
import { type ReadProduct, readProducts } from './read-products.ts'
import { type Plan, refuseImpossible, writePlans } from './write-plans.ts'

/** What planning needs. */
export type PlanDeps = StoreDeps & Pick<Deps, 'logger'>

/** What to change about one product. */
export type ProductChanges = { productId: string; changes: readonly Change[] }

/**
 * Plans what to change about products of a store, and writes nothing to it. All are planned, or none.
 * @throws DomainError `not_found`, also for somebody else's store, products and pictures; `invalid_input` for changes that
 * the product does not allow; `store_locked_out`, `store_changed`, `store_refused`, `store_unreachable`
 */
export async function planPublications(
  actor: Actor,
  { storeId, products }: { storeId: string; products: readonly ProductChanges[] },
  deps: PlanDeps,
): Promise<PlannedView> {
  const accountId = requireAccount(actor, 'stores:publish')
  const store = requireConnected(await findStore(deps.db, accountId, storeId))
  return writePlans(store, await makePlans(store, products, deps), deps)
}

/** Plans what to change about one product. @throws DomainError as `planPublications` */
export async function planPublication(
  actor: Actor,
  { storeId, ...product }: { storeId: string } & ProductChanges,
  deps: PlanDeps,
): Promise<PublicationView> {
  const { items } = await planPublications(actor, { storeId, products: [product] }, deps)
  return items[0] as PublicationView
}

/** Makes plans against the products as they are. @throws DomainError as `planPublications` */
export async function makePlans(
  store: Store,
  products: readonly ProductChanges[],
  deps: PlanDeps,
): Promise<Plan[]> {
  const ids = products.map(({ productId }) => productId)
  if (new Set(ids).size < ids.length)
    throw new DomainError('invalid_input', 'The same product is named twice. Put its changes together.')
  const wanted = products.flatMap(({ changes }) => changes.flatMap(assetsOf))
  const assets = await describeAssets(deps.db, store.accountId, wanted)
  const read = await readProducts(store, ids, deps)
  const { limits } = openStore(store, deps)
  return products.map(({ productId, changes }) =>
    makePlan(read.get(productId) as ReadProduct, changes, assets, limits),
  )
}

function makePlan(
  { id: productId, state: before }: ReadProduct,
  changes: readonly Change[],
  assets: ReadonlyMap<string, DescribedAsset>,
  limits: StoreLimits,
): Plan {
  const named = [...new Set(changes.flatMap(assetsOf))].map((id) => assets.get(id) as DescribedAsset)
  const alts = named.map(({ id, words }) => {
    const alt = proposeAlt({ ...words, title: before.title }, limits.altCharacters)
    return [id, alt] as const
  })
  const target = targetAfter(before, changes, Object.fromEntries(alts))
  refuseImpossible({ before, target }, limits)
  const facts = new Map(named.map((asset) => [asset.id, asset.facts]))
  return { productId, before, target, changes, warnings: warningsOf(before, target, facts, limits) }
}

function assetsOf(change: Change): string[] {
  return 'assetId' in change && change.assetId !== undefined ? [change.assetId] : []
}
