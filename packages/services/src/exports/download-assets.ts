import type { Readable } from 'node:stream'
import { type ChannelId, channelOf } from '@studio/core/channels'
import { notFound } from '@studio/core/kernel'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { type ArchiveScope, readPictures } from './archive-scope.ts'
import { namePictures } from './name-pictures.ts'
import { openAhead } from './open-ahead.ts'
import { countPictures } from './plan-export.ts'
import { planForChannel, planPictures } from './plan-pictures.ts'
import { writeArchive } from './write-archive.ts'

/** An archive that is written while it is read, and a name for it. */
export type Download = { archive: Readable; fileName: string }

/** Which pictures to download, and how. */
export type DownloadWish = {
  ids: readonly string[]
  /** Names by asset, without endings; the others keep those of their files. */
  ownNames?: ReadonlyMap<string, string>
  /** The channel that they are made fit for; without, they are the originals. */
  channel?: ChannelId | undefined
}

/**
 * Streams some pictures as one archive, at once.
 * @throws DomainError `not_found` when one of them is not there; `rate_limited`
 */
export async function downloadAssets(
  actor: Actor,
  { ids, ownNames, channel }: DownloadWish,
  deps: Pick<Deps, 'db' | 'store' | 'clock' | 'attempts' | 'pictures'>,
): Promise<Download> {
  const accountId = requireAccount(actor, 'assets:read')
  await countAttempt('downloadsPerAccount', accountId, deps)
  const until = deps.clock.now()
  const scope: ArchiveScope = { accountId, assetIds: ids, until }
  if ((await countPictures(scope, deps)) < ids.length) throw notFound('picture')
  const names = namePictures({ isFlat: true, ...(ownNames && { ownNames }) })
  const pictures = readPictures(scope, deps.db)
  const files = channel
    ? planForChannel(pictures, channelOf(channel), { ...deps, names })
    : planPictures(pictures, { ...deps, names, hasThumbs: false })
  return {
    archive: writeArchive(openAhead(files)),
    fileName: `studio-pro-${channel ? `${channel}-` : ''}${until.toISOString().slice(0, 10)}.zip`,
  }
}
