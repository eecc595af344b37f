import { MAX_LINEAGE } from '@studio/core/generations'
import type { Database } from '@studio/db'

/** One more than is shown, so that it is known whether there are more. */
const MOST = MAX_LINEAGE + 1

/** The generation itself and all that it was made from, the nearest first; nothing for one that is gone. */
export async function findAncestors(
  db: Database,
  accountId: string,
  generationId: string,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id FROM generation WHERE id = ${generationId} AND account_id = ${accountId} AND deleted_at IS NULL
      UNION
      SELECT parent.id FROM line
      CROSS JOIN LATERAL (
        SELECT output.generation_id FROM generation_source source
          JOIN asset ON asset.id = source.asset_id AND asset.deleted_at IS NULL
          JOIN output ON output.asset_id = asset.id
          WHERE source.generation_id = line.id
        UNION ALL
        SELECT output.generation_id FROM generation changing
          JOIN output ON output.id = changing.refines_output_id
          WHERE changing.id = line.id
      ) made
      JOIN generation parent ON parent.id = made.generation_id AND parent.deleted_at IS NULL
    )
    SELECT id FROM line LIMIT ${MOST}`
  return rows.map(({ id }) => id)
}

/** These generations and all that was made from them, or from one asset; the nearest first. */
export async function findDescendants(
  db: Database,
  accountId: string,
  { generationIds = [], assetId = null }: { generationIds?: readonly string[]; assetId?: string | null },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id FROM generation
        WHERE account_id = ${accountId} AND deleted_at IS NULL AND (id = ANY(${[...generationIds]})
          OR id IN (SELECT generation_id FROM generation_source WHERE asset_id = ${assetId})
          OR refines_output_id IN (SELECT id FROM output WHERE asset_id = ${assetId}))
      UNION
      SELECT child.id FROM line
      JOIN output ON output.generation_id = line.id
      CROSS JOIN LATERAL (
        SELECT source.generation_id FROM generation_source source
          JOIN asset ON asset.id = source.asset_id AND asset.deleted_at IS NULL
          WHERE source.asset_id = output.asset_id
        UNION ALL
        SELECT changing.id FROM generation changing WHERE changing.refines_output_id = output.id
      ) made
      JOIN generation child ON child.id = made.generation_id AND child.deleted_at IS NULL
    )
    SELECT id FROM line LIMIT ${MOST}`
  return rows.map(({ id }) => id)
}
