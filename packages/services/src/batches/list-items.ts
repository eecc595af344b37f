import type { BatchItemView, ItemFilter } from '@studio/core/batches'
import { type Id, type Page, toPage } from '@studio/core/kernel'
import type { Prisma } from '@studio/db'
import { withEverything } from '../generations/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { cautionsOfItem } from './cautions-of-item.ts'
import { findBatch } from './find-batch.ts'
import type { ItemWork } from './settle-batch.ts'
import { viewItemOutputs } from './view-item-outputs.ts'

/** Which items to list. */
export type ListItems = { id: string; limit: number; cursor?: string | undefined; filter: ItemFilter }

const WHERE: Record<ItemFilter, Prisma.BatchItemWhereInput> = {
  all: {},
  open: { status: { in: ['pending', 'started'] } },
  failed: { status: 'failed' },
  made: { status: 'succeeded' },
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
    include: withOutputs,
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit)
  return { items: items.map(viewItem), nextCursor }
}

/** Lists the places of the items that a filter shows, in their order. @throws DomainError `not_found` */
export async function listPositions(
  actor: Actor,
  { id, filter }: Pick<ListItems, 'id' | 'filter'>,
  { db }: Pick<Deps, 'db'>,
): Promise<{ positions: number[] }> {
  await findBatch(db, requireAccount(actor, 'generations:read'), id)
  const rows = await db.batchItem.findMany({
    where: { batchId: id, ...WHERE[filter] },
    select: { position: true },
    orderBy: { position: 'asc' },
  })
  return { positions: rows.map(({ position }) => position) }
}

/** Reads the items at some places of a batch, in their order. @throws DomainError `not_found` */
export async function readItemsAt(
  actor: Actor,
  { id, positions }: { id: string; positions: readonly number[] },
  { db }: Pick<Deps, 'db'>,
): Promise<{ items: BatchItemView[] }> {
  await findBatch(db, requireAccount(actor, 'generations:read'), id)
  const rows = await db.batchItem.findMany({
    where: { batchId: id, position: { in: [...positions] } },
    include: withOutputs,
    orderBy: { position: 'asc' },
  })
  return { items: rows.map(viewItem) }
}

const withOutputs = {
  generation: { include: { outputs: withEverything.outputs } },
} as const satisfies Prisma.BatchItemInclude

type ItemRow = Prisma.BatchItemGetPayload<{ include: typeof withOutputs }>

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
    outputs: isVisible ? viewItemOutputs({ ...generation, sources: [], refines: null }) : [],
    failure: failureCode
      ? { code: failureCode, message: row.failureMessage ?? 'It could not be made.' }
      : null,
    credits: row.count * row.creditsEach,
    creditsCharged: row.creditsCharged,
    review: row.review,
    outputId: row.outputId,
    rating: row.rating,
    cautions: isVisible ? cautionsOfItem(generation, row.outputId) : [],
  }
}
