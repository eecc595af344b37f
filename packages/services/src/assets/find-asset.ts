import type { AssetView } from '@studio/core/assets'
import { notFound } from '@studio/core/kernel'
import type { Database, Transaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { readSingleAsset } from './read-assets.ts'
import { type AssetRow, withOutput } from './view-asset.ts'

/** What every reader of assets sees: the account's own, stored, not deleted. */
export function visibleAssets(accountId: string) {
  return { accountId, deletedAt: null, status: { not: 'uploading' as const } }
}

/** Finds one asset of the account. @throws DomainError `not_found` for missing, deleted and foreign ones alike */
export async function findAsset(
  db: Database | Transaction,
  accountId: string,
  id: string,
): Promise<AssetRow> {
  const asset = await db.asset.findFirst({ where: { id, ...visibleAssets(accountId) }, include: withOutput })
  if (!asset) throw notFound('picture')
  return asset
}

/** Shows one asset. @throws DomainError `not_found` */
export async function readAsset(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<AssetView> {
  const asset = await readSingleAsset(db, requireAccount(actor, 'assets:read'), id)
  if (!asset) throw notFound('picture')
  return asset
}
