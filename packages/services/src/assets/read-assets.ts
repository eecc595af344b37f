import type { AssetView } from '@studio/core/assets'
import { createLookUp, type Database, type LookUp, readLists } from '@studio/db'
import { type ShownAsset, showAsset } from './view-asset.ts'

/** Conditions beside those that hold for every reader; one that is undefined is none. */
export type AssetConditions = {
  /** Made before this one: ids sort by time. */
  before?: string | undefined
  kind?: 'upload' | 'output' | undefined
  storeId?: string | undefined
  productId?: string | undefined
}

/** What is read of an asset and of the output that it may be, in the order in which a `Row` has it. */
const COLUMNS = `
  a.id, a.kind, a.status, a.problem, a.file_name, a.mime, a.size_bytes, a.sha256, a.width_px, a.height_px, a.has_alpha,
  a.duration_ms, a.marking, a.thumb_hash, a.created_at, o.generation_id`

/** A row: what `COLUMNS` names, and which of those who asked it answers, counted from 1. */
type Row = [
  id: string,
  kind: ShownAsset['kind'],
  status: ShownAsset['status'],
  problem: string | null,
  fileName: string,
  mime: string,
  sizeBytes: number,
  sha256: string,
  widthPx: number | null,
  heightPx: number | null,
  hasAlpha: boolean,
  durationMs: number | null,
  marking: string | null,
  thumbHash: string | null,
  createdAt: string,
  generationId: string | null,
  place: number,
]

const viewRow = ([
  id,
  kind,
  status,
  problem,
  fileName,
  mime,
  sizeBytes,
  sha256,
  widthPx,
  heightPx,
  hasAlpha,
  durationMs,
  marking,
  thumbHash,
  createdAt,
  generationId,
]: Row) =>
  showAsset(
    {
      id,
      kind,
      status,
      problem,
      fileName,
      mime,
      sizeBytes,
      sha256,
      widthPx,
      heightPx,
      hasAlpha,
      durationMs,
      marking,
      thumbHash,
      createdAt,
    },
    generationId,
  )

const placeOf = (row: Row) => row[16]

/**
 * Which assets an account sees. Were it said with an equals sign, PostgreSQL would take the account for a constant that
 * needs no place in the order, and so might walk everybody's assets by their ids; between one value and the same it takes
 * the index that begins with the account.
 */
const READ = `
  SELECT ${COLUMNS} FROM asset a LEFT JOIN output o ON o.asset_id = a.id
  WHERE a.account_id BETWEEN asked.account_id AND asked.account_id
    AND a.deleted_at IS NULL AND a.status <> 'uploading'`

/** What each condition adds to it. */
const CONDITIONS = {
  before: 'a.id < asked.before',
  kind: 'a.kind BETWEEN asked.kind::asset_kind AND asked.kind::asset_kind',
  storeId: `EXISTS (SELECT FROM product_source s JOIN product p ON p.id = s.product_id
                    WHERE s.asset_id = a.id AND p.store_id = asked."storeId")`,
  productId: `EXISTS (SELECT FROM product_source s
                      WHERE s.asset_id = a.id AND s.product_id = asked."productId")`,
} as const satisfies Record<keyof AssetConditions, string>

type Condition = keyof AssetConditions
type Page = { accountId: string; limit: number; conditions: AssetConditions }

/** The look-up of each set of conditions. */
const pageLookUps = new Map<string, LookUp<Page, Row[]>>()

/**
 * Reads assets of an account as they are shown, newest first. Each set of conditions is a statement of its own, so
 * that PostgreSQL plans it with the index that fits, once on each connection. Calls at the same time share a trip.
 */
export async function readAssets(
  db: Database,
  accountId: string,
  conditions: AssetConditions,
  limit: number,
): Promise<AssetView[]> {
  const given = (Object.keys(CONDITIONS) as Condition[]).filter((name) => conditions[name] !== undefined)
  const name = ['read-assets', ...given].join(' ')
  const lookUp = pageLookUps.get(name) ?? createPageLookUp(name, given)
  pageLookUps.set(name, lookUp)
  const rows = await lookUp(db, { accountId, limit, conditions })
  return rows.map(viewRow)
}

function createPageLookUp(name: string, given: readonly Condition[]): LookUp<Page, Row[]> {
  const text = pagesStatement(given)
  return createLookUp(async (db, pages) => {
    const values = [
      pages.map(({ accountId }) => accountId),
      pages.map(({ limit }) => limit),
      ...given.map((condition) => pages.map(({ conditions }) => conditions[condition])),
    ]
    const byPlace = Map.groupBy(await readLists<Row>(db, { name, text }, values), placeOf)
    return pages.map((_, index) => byPlace.get(index + 1) ?? [])
  })
}

/** Reads pages of several accounts: $1 are the accounts, $2 how many each wants, then the values of each condition. */
export function pagesStatement(given: readonly Condition[]): string {
  const lists = given.map((_, at) => `, $${at + 3}::text[]`).join('')
  const names = given.map((condition) => `, "${condition}"`).join('')
  const where = given.map((condition) => ` AND ${CONDITIONS[condition]}`).join('')
  const order = ['a.account_id', ...(given.includes('kind') ? ['a.kind'] : []), 'a.id DESC'].join(', ')
  return `
    SELECT page.*, asked.place::int
    FROM unnest($1::text[], $2::int[]${lists}) WITH ORDINALITY asked (account_id, size${names}, place),
      LATERAL (${READ}${where} ORDER BY ${order} LIMIT asked.size) page`
}

/** Of which account the asset has to be goes along with each id. */
const READ_SINGLE = {
  name: 'read-single-assets',
  text: `
    SELECT single.*, asked.place::int
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY asked (account_id, id, place),
      LATERAL (${READ} AND a.id = asked.id) single`,
}

const findSingle = createLookUp(async (db, asked: readonly { accountId: string; id: string }[]) => {
  const values = [asked.map(({ accountId }) => accountId), asked.map(({ id }) => id)]
  const rows = await readLists<Row>(db, READ_SINGLE, values)
  const byPlace = new Map(rows.map((row) => [placeOf(row), row]))
  return asked.map((_, index) => byPlace.get(index + 1) ?? null)
})

/** Reads one asset of an account as it is shown; null where the account sees none. Calls at the same time share a trip. */
export async function readSingleAsset(
  db: Database,
  accountId: string,
  id: string,
): Promise<AssetView | null> {
  const row = await findSingle(db, { accountId, id })
  return row && viewRow(row)
}
