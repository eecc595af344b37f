import { DomainError } from '@studio/core/kernel'
import type { BatchItem } from '@studio/db'
import { type FetchUploadDeps, fetchUpload } from '../assets/index.ts'
import { type DelegateActor, type Deps, systemActor } from '../kernel/index.ts'
import { importMedia, mediaOf } from '../stores/index.ts'

/** What getting a source into the library takes. */
export type FetchDeps = FetchUploadDeps & Parameters<typeof importMedia>[2] & Pick<Deps, 'queue'>

/**
 * The source of an item as an asset of the library: there already, the first picture of a product, or what an address
 * answers with. The same bytes are kept once, however often they are fetched.
 * @throws DomainError that says why not; StoreFailure while a store cannot be read
 */
export async function fetchSource(
  actor: DelegateActor,
  { assetId, productId, url }: Pick<BatchItem, 'assetId' | 'productId' | 'url'>,
  signal: AbortSignal,
  deps: FetchDeps,
): Promise<string> {
  if (assetId) return assetId
  if (productId) return takeFirstPicture(actor, productId, signal, deps)
  if (url) return (await fetchUpload(actor, { url }, deps)).asset.id
  throw new DomainError('not_found', 'The source of this item was deleted.')
}

/** The featured picture of a product: taken before, or now. */
async function takeFirstPicture(
  { accountId }: DelegateActor,
  productId: string,
  signal: AbortSignal,
  deps: FetchDeps,
): Promise<string> {
  const product = await deps.db.product.findFirst({ where: { id: productId, accountId } })
  if (!product) throw new DomainError('not_found', 'The product is no longer in its store.')
  const first = mediaOf(product).find(({ kind }) => kind === 'picture')
  if (!first) throw new DomainError('not_found', 'The product has no picture in its store.')
  const mediaId = first.foreignId
  const find = () =>
    deps.db.productSource.findFirst({ where: { productId, mediaId, asset: { deletedAt: null } } })
  const taken = await find()
  if (taken) return taken.assetId
  await importMedia(systemActor, { productId, mediaId, signal }, deps)
  const source = await find()
  if (source) return source.assetId
  throw new DomainError('file_unreadable', 'The product’s picture could not be taken from its store.')
}
