import { assetPrefix, attemptPrefix } from '@studio/core/assets'
import { hasEnded } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { deletePrefix } from '@studio/integrations/object-store'
import type { Deps } from '../kernel/index.ts'

/** The asset that an output becomes: one prefix for all attempts at it, so that one purge covers them. */
export function assetIdOf(outputId: string): Id<'asset'> {
  return outputId.replace(/^out_/, 'ast_') as Id<'asset'>
}

/** An output whose attempt is over. `accountId` and `attempt` are known to whoever claimed it. */
export type EndedAttempt = { id: string; accountId?: string | undefined; attempt?: number | undefined }

/**
 * Removes what attempts at an output stored without it becoming the asset, then lets go of the output. Call it
 * after every attempt that may have left something, also when a redelivery finds the output ended: its worker may have been killed with
 * files stored. While the output is open another attempt may be under way, so only one's own files go.
 */
export async function removeLeftovers(
  { id, accountId, attempt }: EndedAttempt,
  { db, store }: Pick<Deps, 'db' | 'store'>,
): Promise<void> {
  const output = await db.output.findUnique({ where: { id }, include: { asset: true } })
  const owner = output?.accountId ?? accountId
  if (!owner) return
  const place = { accountId: owner, id: assetIdOf(id) }
  if (output && !hasEnded(output.status)) {
    if (attempt) await deletePrefix(store, attemptPrefix({ ...place, attempt }))
    return
  }
  if (output?.asset && !output.asset.deletedAt) await keepOnly(output.asset, store)
  else await deletePrefix(store, assetPrefix(place))
  await db.output.updateMany({ where: { id, claim: { not: null } }, data: { claim: null } })
}

async function keepOnly(
  asset: { accountId: string; id: string; attempt: number },
  store: Deps['store'],
): Promise<void> {
  const unwanted: string[] = []
  for await (const { key } of store.list(assetPrefix(asset)))
    if (!key.startsWith(attemptPrefix(asset))) unwanted.push(key)
  if (unwanted.length > 0) await store.delete(unwanted)
}
