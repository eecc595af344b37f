import type { AssetView } from '@studio/core/assets'
import { type Page, toPage } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { readAssets } from './read-assets.ts'

/** Which assets to list: a page, one kind or both, and what they were taken from. */
export type AssetFilter = {
  limit: number
  cursor?: string | undefined
  kind?: 'upload' | 'output' | undefined
  storeId?: string | undefined
  productId?: string | undefined
}

/**
 * Lists assets, newest first. Ids sort by time, so the cursor is the last id and every page costs the same.
 * @throws DomainError `insufficient_scope` for a token that may not see stores and asks by one
 */
export async function listAssets(
  actor: Actor,
  { limit, cursor, kind, storeId, productId }: AssetFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<AssetView>> {
  if (storeId !== undefined || productId !== undefined) requireAccount(actor, 'stores:read')
  const accountId = requireAccount(actor, 'assets:read')
  const conditions = { before: cursor, kind, storeId, productId }
  return toPage(await readAssets(db, accountId, conditions, limit + 1), limit)
}
