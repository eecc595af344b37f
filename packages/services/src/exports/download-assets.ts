import type { Readable } from 'node:stream'
import { notFound } from '@studio/core/kernel'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { type ArchiveScope, readPictures } from './archive-scope.ts'
import { namePictures } from './name-pictures.ts'
import { openAhead } from './open-ahead.ts'
import { countPictures } from './plan-export.ts'
import { planPictures } from './plan-pictures.ts'
import { writeArchive } from './write-archive.ts'

/** An archive that is written while it is read, and a name for it. */
export type Download = { archive: Readable; fileName: string }

/**
 * Streams the originals of some pictures as one archive, at once; under names of their own where some are given.
 * @throws DomainError `not_found` when one of them is not there; `rate_limited`
 */
export async function downloadAssets(
  actor: Actor,
  { ids, ownNames }: { ids: readonly string[]; ownNames?: ReadonlyMap<string, string> },
  deps: Pick<Deps, 'db' | 'store' | 'clock' | 'attempts'>,
): Promise<Download> {
  const accountId = requireAccount(actor, 'assets:read')
  await countAttempt('downloadsPerAccount', accountId, deps)
  const until = deps.clock.now()
  const scope: ArchiveScope = { accountId, assetIds: ids, until }
  if ((await countPictures(scope, deps)) < ids.length) throw notFound('picture')
  const place = {
    names: namePictures({ isFlat: true, ...(ownNames && { ownNames }) }),
    store: deps.store,
    hasThumbs: false,
  }
  const files = planPictures(readPictures(scope, deps.db), place)
  return {
    archive: writeArchive(openAhead(files)),
    fileName: `studio-pro-${until.toISOString().slice(0, 10)}.zip`,
  }
}
