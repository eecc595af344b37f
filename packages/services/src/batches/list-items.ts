import type { BatchItemView } from '@studio/core/batches'
import { type Id, type Page, toPage } from '@studio/core/kernel'
import type { Prisma } from '@studio/db'
import { withEverything } from '../generations/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findBatch } from './find-batch.ts'
import type { ItemWork } from './settle-batch.ts'
import { viewItemOutputs } from './view-item-outputs.ts'

/** Which items to list. */
export type ListItems = { id: string; limit: number; cursor?: string | undefined; filter: ItemFilter }

type ItemFilter = 'all' | 'open' | 'failed' | 'review' | 'accepted' | 'rejected' | 'cancelled'

const WHERE: Record<ItemFilter, Prisma.BatchItemWhereInput> = {
  all: {},
  open: { status: { in: ['pending', 'started'] } },
  failed: { status: 'failed' },
  review: { status: 'succeeded', review: 'open' },
  accepted: { status: 'succeeded', review: 'accepted' },
  rejected: { status: 'succeeded', review: 'rejected' },
  cancelled: { status: 'cancelled' },
}

/** Lists items of a batch in their order, from behind the item `cursor`. @throws DomainError `not_found` */
export async function listItems(
  actor: Actor,
  { id, limit, cursor, filter }: ListItems,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<BatchItemView>> {
  const accountId = requireAccount(actor, 'generations:read')
  await findBatch(db, accountId, id)
  const rows = await db.batchItem.findMany({
    where: { batchId: id, ...(cursor && { id: { gt: cursor } }), ...WHERE[filter] },
    include: { generation: { include: withEverything } },
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit)
  return { items: items.map(viewItem), nextCursor }
}

type ItemRow = Prisma.BatchItemGetPayload<{ include: { generation: { include: typeof withEverything } } }>

function viewItem(row: ItemRow): BatchItemView {
  const { assetId, generation, failureCode } = row
  const isVisible = generation !== null && generation.deletedAt === null
  return {
    id: row.id as Id<'batchItem'>,
    position: row.position,
    status: row.status,
    name: row.name,
    sku: row.sku,
    shotId: (row.work as ItemWork).shotId ?? null,
    sourceAssetId: assetId,
    sourceThumb: assetId && `/api/assets/${assetId}/file?size=thumb`,
    productId: row.productId,
    url: row.url,
    generationId: isVisible ? generation.id : null,
    outputs: isVisible ? viewItemOutputs(generation) : [],
    failure: failureCode
      ? { code: failureCode, message: row.failureMessage ?? 'It could not be made.' }
      : null,
    credits: row.count * row.creditsEach,
    creditsCharged: row.creditsCharged,
    review: row.review,
    outputId: row.outputId,
    rating: row.rating,
  }
}
