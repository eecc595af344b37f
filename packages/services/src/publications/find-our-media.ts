import type { Publication, Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/**
 * A picture in a store that an earlier publication has put there. `assetId` is the asset that it was made from; null when
 * that was deleted since. `isDeletable`: nothing else needs its file, and its bytes are kept.
 */
export type OurMedia = { assetId: string | null; isDeletable: boolean }

/**
 * Finds out which of these pictures of a product we have put there ourselves. What was only put back is not ours: its file
 * was the store's before.
 */
export async function findOurMedia(
  { storeId, foreignId }: Publication,
  mediaIds: readonly string[],
  { db }: Pick<Deps, 'db'>,
): Promise<Map<string, OurMedia>> {
  if (mediaIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ mediaId: string; assetId: string | null; isShared: boolean }[]>`
    SELECT b.value AS "mediaId", a.id AS "assetId", EXISTS (
      SELECT FROM product o WHERE o.store_id = p.store_id AND o.foreign_id <> p.foreign_id
        AND (o.media @> jsonb_build_array(jsonb_build_object('foreignId', b.value))
          OR o.variants @> jsonb_build_array(jsonb_build_object('mediaId', b.value)))) AS "isShared"
    FROM publication p
    CROSS JOIN LATERAL jsonb_each_text(p.brought) b
    LEFT JOIN publication u ON u.id = p.undoes_id
    LEFT JOIN LATERAL jsonb_to_recordset(u.snapshot->'kept') k("mediaId" text, "assetId" text)
      ON b.key = 'snapshot ' || k."mediaId"
    LEFT JOIN asset a ON a.deleted_at IS NULL
      AND a.id = CASE WHEN b.key LIKE 'asset %' THEN substr(b.key, 7) ELSE k."assetId" END
    WHERE p.store_id = ${storeId} AND p.foreign_id = ${foreignId} AND p.status = 'published'
      AND b.value = ANY(${[...mediaIds]}) AND b.key <> 'snapshot ' || b.value
    ORDER BY p.id`
  return new Map(
    rows.map(({ mediaId, assetId, isShared }) => [
      mediaId,
      { assetId, isDeletable: assetId !== null && !isShared },
    ]),
  )
}

/**
 * Nobody deletes these assets before `tx` ends: what is kept of them would outlive them.
 * @throws Error when one was deleted just now; the next try knows it
 */
export async function requireAssets(tx: Transaction, assetIds: readonly string[]): Promise<void> {
  if (assetIds.length === 0) return
  const there = await tx.$queryRaw<unknown[]>`
    SELECT FROM asset WHERE id = ANY(${[...assetIds]}) AND deleted_at IS NULL FOR SHARE`
  if (there.length < assetIds.length) throw new Error('a picture was deleted while its bytes were kept')
}
