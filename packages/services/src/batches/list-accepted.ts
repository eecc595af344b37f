import { type AcceptedView, pictureName } from '@studio/core/batches'
import type { ChannelId } from '@studio/core/channels'
import { DomainError, type Id } from '@studio/core/kernel'
import { type Download, downloadAssets } from '../exports/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findBatch } from './find-batch.ts'
import type { ItemWork } from './settle-batch.ts'

/**
 * What was accepted of a batch, in its order: of each item the output that was chosen, else the first that there is.
 * Pictures that were deleted since are left out. They are named for a channel, if one is named.
 * @throws DomainError `not_found`
 */
export async function listAccepted(
  actor: Actor,
  { id, channel }: { id: string; channel?: ChannelId | undefined },
  { db }: Pick<Deps, 'db'>,
): Promise<AcceptedView> {
  const accountId = requireAccount(actor, 'generations:read')
  await findBatch(db, accountId, id)
  const rows = await db.batchItem.findMany({
    where: { batchId: id, status: 'succeeded', review: 'accepted' },
    select: {
      ...{ id: true, name: true, sku: true, productId: true, work: true, outputId: true },
      generation: {
        select: {
          outputs: {
            where: { status: 'succeeded', asset: { deletedAt: null } },
            select: { id: true, assetId: true },
            orderBy: { index: 'asc' },
          },
        },
      },
    },
    orderBy: { id: 'asc' },
  })
  const productIds = rows.flatMap(({ productId }) => productId ?? [])
  const products = await db.product.findMany({
    where: { accountId, id: { in: [...new Set(productIds)] } },
    select: { id: true, storeId: true },
  })
  const storeOf = new Map(products.map((product) => [product.id, product.storeId]))
  const items = rows.flatMap((row) => {
    const outputs = row.generation?.outputs ?? []
    const chosen = outputs.find((output) => output.id === row.outputId) ?? outputs[0]
    if (!chosen?.assetId) return []
    return [
      {
        itemId: row.id as Id<'batchItem'>,
        assetId: chosen.assetId as Id<'asset'>,
        fileName: pictureName({ ...row, shotId: (row.work as ItemWork).shotId ?? null }, channel),
        productId: row.productId as Id<'product'> | null,
        storeId: (storeOf.get(row.productId ?? '') ?? null) as Id<'store'> | null,
      },
    ]
  })
  return { items }
}

/** The most pictures that are downloaded at once; more are an export. */
const MAX_DOWNLOAD = 2000

/**
 * Streams what was accepted of a batch as one archive: each picture as it is, or as a channel takes it, and named by its
 * SKU, shot and channel.
 * @throws DomainError `not_found`; `invalid_input` when nothing was accepted, or too much for one download
 */
export async function downloadAccepted(
  actor: Actor,
  { id, channel }: { id: string; channel?: ChannelId | undefined },
  deps: Pick<Deps, 'db' | 'store' | 'clock' | 'attempts' | 'pictures'>,
): Promise<Download> {
  const { items } = await listAccepted(actor, { id, channel }, deps)
  if (items.length === 0) throw new DomainError('invalid_input', 'Nothing of this batch was accepted yet.')
  if (items.length > MAX_DOWNLOAD)
    throw new DomainError(
      'invalid_input',
      `At most ${MAX_DOWNLOAD} pictures are downloaded at once; have these ${items.length} exported instead.`,
    )
  const ids = [...new Set(items.map(({ assetId }) => assetId))]
  const ownNames = new Map(items.map(({ assetId, fileName }) => [assetId, fileName]))
  return downloadAssets(actor, { ids, ownNames, channel }, deps)
}
