import { type LineageView, MAX_LINEAGE } from '@studio/core/generations'
import { type Id, notFound } from '@studio/core/kernel'
import { findAsset, viewAsset } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findAncestors, findDescendants } from './trace-lineage.ts'
import { viewLineage, withParts } from './view-lineage.ts'

/**
 * Shows the family of a generation or an asset: what it was made from, and all that was made from that, through every
 * edit and change by words. Of an upload that is all that was made from it. What was deleted is absent, and with it
 * what is reached through it alone.
 * @throws DomainError `not_found`
 */
export async function readLineage(
  actor: Actor,
  { id }: { id: Id<'generation'> | Id<'asset'> },
  { db }: Pick<Deps, 'db'>,
): Promise<LineageView> {
  const accountId = requireAccount(actor, 'generations:read')
  const asset = id.startsWith('ast_') ? await findAsset(db, accountId, id) : null
  const madeBy = asset ? (asset.output?.generationId ?? null) : id
  const ancestors = madeBy ? await findAncestors(db, accountId, madeBy) : []
  const from = madeBy ? { generationIds: ancestors } : { assetId: id }
  const ids = new Set([...ancestors, ...(await findDescendants(db, accountId, from))])
  const rows = await db.generation.findMany({
    where: { id: { in: [...ids].slice(0, MAX_LINEAGE) } },
    include: withParts,
    orderBy: { id: 'asc' },
  })
  if (!asset && rows.length === 0) throw notFound('generation')
  const view = viewLineage(rows, ids.size <= MAX_LINEAGE)
  const isShown = !asset || asset.kind === 'output' || view.assets.some((each) => each.id === id)
  return isShown ? view : { ...view, assets: [...view.assets, viewAsset(asset)] }
}
