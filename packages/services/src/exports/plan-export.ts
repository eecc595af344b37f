import type { Deps } from '../kernel/index.ts'
import { type ArchiveScope, picturesOf, readPictures } from './archive-scope.ts'
import { namePictures } from './name-pictures.ts'
import type { PlannedFile } from './open-ahead.ts'
import { planAccount } from './plan-account.ts'
import { planGenerations } from './plan-generations.ts'
import { planPictures } from './plan-pictures.ts'
import { writeIndex } from './write-index.ts'
import { textFile } from './write-json.ts'

/**
 * Plans an archive, file by file, in the order in which it is written; nothing is held but where each picture lies.
 * `onPicture` hears of each picture whose turn has come.
 */
export async function* planExport(
  scope: ArchiveScope,
  deps: Pick<Deps, 'db' | 'store' | 'clock'>,
  onPicture: () => Promise<void>,
): AsyncGenerator<PlannedFile> {
  const { db, store } = deps
  const names = namePictures()
  for await (const { isOriginal, ...file } of planPictures(readPictures(scope, db), {
    names,
    store,
    hasThumbs: true,
  })) {
    if (isOriginal) await onPicture()
    yield file
  }
  yield* planGenerations(scope, { names, db })
  if (scope.assetIds === null) yield* planAccount(scope, { names, ...deps })
  yield {
    name: 'index.html',
    modifiedAt: scope.until,
    open: async () => textFile(writeIndex(scope, { names, db })),
  }
}

/** How many pictures an archive will hold. */
export function countPictures(scope: ArchiveScope, { db }: Pick<Deps, 'db'>): Promise<number> {
  return db.asset.count({ where: picturesOf(scope) })
}
