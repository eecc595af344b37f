import type { ChannelFitView, FitAcceptedInput } from '@studio/core/batches'
import { type ChannelConcern, channelOf, fitPicture } from '@studio/core/channels'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { listAccepted } from './list-accepted.ts'

/**
 * Says beforehand how what was accepted of a batch goes together with a channel: how many pictures are changed for it, and
 * of how many the person should know something.
 * @throws DomainError `not_found`
 */
export async function fitAccepted(
  actor: Actor,
  { id, channel: channelId }: FitAcceptedInput,
  { db }: Pick<Deps, 'db'>,
): Promise<ChannelFitView> {
  const accountId = requireAccount(actor, 'generations:read')
  const { items } = await listAccepted(actor, { id }, { db })
  const pictures = await db.asset.findMany({
    where: { accountId, id: { in: items.map(({ assetId }) => assetId) } },
    select: { mime: true, widthPx: true, heightPx: true, sizeBytes: true, hasAlpha: true },
  })
  const channel = channelOf(channelId)
  const fits = pictures.map((picture) => fitPicture(picture, channel))
  const counts = new Map<ChannelConcern, number>()
  for (const { concerns } of fits)
    for (const concern of concerns) counts.set(concern, (counts.get(concern) ?? 0) + 1)
  return {
    pictures: pictures.length,
    changed: fits.filter(({ refit }) => refit !== null).length,
    concerns: [...counts].map(([code, count]) => ({ code, pictures: count })),
  }
}
