import { DomainError, type Id, notFound } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { mediaOf } from './product-state.ts'
import { requireConnected } from './require-connected.ts'

/** The most pictures that are asked for at once. */
const MAX_PICTURES = 500

/** Pictures that are put into the queue in one transaction. */
const BATCH = 100

/** Which products, and whether only the featured picture of each or all of them. */
export type ProductImport = { productIds: readonly string[]; pictures: 'first' | 'all' }

/**
 * Has pictures of products taken into the library; each is a job of its own. Answers how many there are.
 * @throws DomainError `not_found` when one of the products is not the account's; `store_locked_out`; `invalid_input` for
 * more pictures than are taken at once; `rate_limited`
 */
export async function importProducts(
  actor: Actor,
  { productIds, pictures }: ProductImport,
  deps: Pick<Deps, 'db' | 'queue' | 'attempts'>,
): Promise<{ queued: number }> {
  const accountId = requireAccount(actor, 'stores:read')
  requireAccount(actor, 'assets:write')
  await countAttempt('uploadsPerAccount', accountId, deps)
  const ids = [...new Set(productIds)]
  const products = await deps.db.product.findMany({
    where: { id: { in: ids }, accountId },
    select: { id: true, media: true, store: { select: { status: true } } },
  })
  if (products.length < ids.length) throw notFound('product')
  const wanted = products.flatMap((product) => {
    requireConnected(product.store)
    const productId = product.id as Id<'product'>
    const present = mediaOf(product).filter(({ kind, url }) => kind === 'picture' && url !== null)
    const chosen = pictures === 'all' ? present : present.slice(0, 1)
    return chosen.map(({ foreignId: mediaId }) => ({ productId, mediaId }))
  })
  if (wanted.length > MAX_PICTURES) {
    throw new DomainError(
      'invalid_input',
      `These are ${wanted.length} pictures; at most ${MAX_PICTURES} can be imported at once. Choose fewer products.`,
    )
  }
  for (let from = 0; from < wanted.length; from += BATCH) {
    await inTransaction(deps.db, async (tx) => {
      for (const payload of wanted.slice(from, from + BATCH))
        await deps.queue.enqueue(tx, 'product.import', payload, { unlessPending: true })
    })
  }
  return { queued: wanted.length }
}
