import { assetPrefix } from '@studio/core/assets'
import { hasEnded } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { deletePrefix } from '@studio/integrations/object-store'
import type { Deps } from '../kernel/index.ts'

/**
 * The asset that an output becomes. The id belongs to this output alone, so that a second attempt overwrites
 * what the first one left behind instead of adding to it.
 */
export function assetIdOf(outputId: string): Id<'asset'> {
  return outputId.replace(/^out_/, 'ast_') as Id<'asset'>
}

/**
 * Removes what attempts at an output stored without it becoming an asset, once no attempt can follow; then lets
 * go of the output. Call it after every attempt that did not succeed, also when a redelivery finds the
 * output ended: its worker may have been killed with files stored. `accountId` is for an output whose row is gone.
 */
export async function removeLeftovers(
  { id, accountId }: { id: string; accountId?: string | undefined },
  { db, store }: Pick<Deps, 'db' | 'store'>,
): Promise<void> {
  const output = await db.output.findUnique({ where: { id }, include: { asset: true } })
  const owner = output?.accountId ?? accountId
  if (!owner || (output && !hasEnded(output.status))) return
  if (output?.asset && !output.asset.deletedAt) return
  await deletePrefix(store, assetPrefix({ accountId: owner, id: assetIdOf(id) }))
  await db.output.updateMany({ where: { id, claim: { not: null } }, data: { claim: null } })
}
