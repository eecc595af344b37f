import type { AssetView } from '@studio/core/assets'
import { createLookUp, type Database, readRows } from '@studio/db'
import { type ShownAsset, showAsset } from './view-asset.ts'

/** Conditions beside those that hold for every reader; one that is undefined is none. */
export type AssetConditions = {
  /** Made before this one: ids sort by time. */
  before?: string | undefined
  kind?: 'upload' | 'output' | undefined
  storeId?: string | undefined
  productId?: string | undefined
}

type Row = ShownAsset & { generationId: string | null }

/** An asset, and whether an output is one, in one trip; the rows are what `visibleAssets` lets everybody see. */
const COLUMNS = `
  SELECT a.id, a.kind, a.status, a.problem, a.file_name AS "fileName", a.mime, a.size_bytes AS "sizeBytes", a.sha256,
         a.width_px AS "widthPx", a.height_px AS "heightPx", a.has_alpha AS "hasAlpha", a.duration_ms AS "durationMs",
         a.marking, a.thumb_hash AS "thumbHash", a.created_at AS "createdAt", o.generation_id AS "generationId"`
const VISIBLE = `a.deleted_at IS NULL AND a.status <> 'uploading'`
const READ = `${COLUMNS} FROM asset a LEFT JOIN output o ON o.asset_id = a.id WHERE a.account_id = $1 AND ${VISIBLE}`

/** Of which account the asset has to be goes along with each id. */
const READ_SINGLE = {
  name: 'read-single-assets',
  text: `
    ${COLUMNS}, a.account_id AS "accountId"
    FROM unnest($1::text[], $2::text[]) asked (account_id, id)
    JOIN asset a ON a.id = asked.id AND a.account_id = asked.account_id
    LEFT JOIN output o ON o.asset_id = a.id
    WHERE ${VISIBLE}`,
}

/** What each condition adds, `?` being its value. */
const CONDITIONS: Record<keyof AssetConditions, string> = {
  before: 'a.id < ?',
  kind: 'a.kind = ?::asset_kind',
  storeId: `EXISTS (SELECT FROM product_source s JOIN product p ON p.id = s.product_id
                    WHERE s.asset_id = a.id AND p.store_id = ?)`,
  productId: 'EXISTS (SELECT FROM product_source s WHERE s.asset_id = a.id AND s.product_id = ?)',
}

/**
 * Reads assets of an account as they are shown, newest first. Each set of conditions is a statement of its own, so
 * that PostgreSQL plans it with the index that fits, once on each connection.
 */
export async function readAssets(
  db: Database,
  accountId: string,
  conditions: AssetConditions,
  limit: number,
): Promise<AssetView[]> {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined)
  const where = given.map(([name], at) =>
    CONDITIONS[name as keyof AssetConditions].replace('?', `$${at + 3}`),
  )
  const text = `${[READ, ...where].join(' AND ')} ORDER BY a.id DESC LIMIT $2`
  const name = ['read-assets', ...given.map(([name]) => name)].join(' ')
  const values = [accountId, limit, ...given.map(([, value]) => value)]
  const rows = await readRows<Row>(db, { name, text }, values)
  return rows.map((row) => showAsset(row, row.generationId))
}

type Owned = { accountId: string; id: string }

const findSingle = createLookUp((db, asked: readonly Owned[]) =>
  readRows<Row & Owned>(db, READ_SINGLE, [
    asked.map(({ accountId }) => accountId),
    asked.map(({ id }) => id),
  ]),
)

/** Reads one asset of an account as it is shown; null where the account sees none. Calls at the same time share a trip. */
export async function readSingleAsset(
  db: Database,
  accountId: string,
  id: string,
): Promise<AssetView | null> {
  const rows = await findSingle(db, { accountId, id })
  const row = rows.find((each) => each.id === id && each.accountId === accountId)
  return row ? showAsset(row, row.generationId) : null
}
