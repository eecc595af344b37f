import type { BrandKitInput, BrandKitView } from '@studio/core/brand-kits'
import { DomainError } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { findAsset } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findBrandKit } from './read-brand-kit.ts'

/**
 * Saves how the brand wants to look: all of it, in place of what was there.
 * @throws DomainError `not_found` for a logo that is not the account's; `asset_not_ready`, `file_unreadable`
 */
export async function saveBrandKit(
  actor: Actor,
  { colours, logoAssetId, wordsToUse, wordsToAvoid }: BrandKitInput,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<BrandKitView> {
  const accountId = requireAccount(actor, 'generations:write')
  return inTransaction(db, async (tx) => {
    if (logoAssetId) await requireReady(tx, accountId, logoAssetId)
    const now = clock.now()
    const kit = { colours, logoAssetId, wordsToUse, wordsToAvoid, updatedAt: now }
    await tx.brandKit.upsert({ where: { accountId }, create: { accountId, ...kit }, update: kit })
    await recordEvent(tx, { accountId, type: 'brand_kit.changed', subjectId: accountId, now })
    return findBrandKit(tx, accountId)
  })
}

async function requireReady(tx: Transaction, accountId: string, id: string): Promise<void> {
  const { status, problem } = await findAsset(tx, accountId, id)
  if (status === 'ready') return
  if (status === 'refused') {
    throw new DomainError('file_unreadable', problem ?? 'This picture cannot be read. Choose another logo.')
  }
  throw new DomainError('asset_not_ready', 'The logo is still being prepared. Save again in a moment.')
}
