import type { Readable } from 'node:stream'
import { type AssetSize, assetKey } from '@studio/core/assets'
import { ObjectMissing, type ObjectStore } from '@studio/integrations/object-store'
import type { ArchivedPicture } from './archive-scope.ts'
import { type PictureNames, thumbName } from './name-pictures.ts'
import type { PlannedFile } from './open-ahead.ts'

/** Plans the originals of pictures, and their thumbs if wanted. One whose file is gone loses its place. */
export async function* planPictures(
  pictures: AsyncIterable<ArchivedPicture>,
  { names, store, hasThumbs }: { names: PictureNames; store: ObjectStore; hasThumbs: boolean },
): AsyncGenerator<PlannedFile & { isOriginal: boolean }> {
  for await (const picture of pictures) {
    const { id, createdAt: modifiedAt, sizeBytes, status } = picture
    yield {
      name: names.place(picture),
      sizeBytes,
      modifiedAt,
      isOriginal: true,
      async open() {
        const body = await openFile(picture, 'original', store)
        if (!body) names.forget(id)
        return body
      },
    }
    if (!hasThumbs || status !== 'ready') continue
    yield {
      name: thumbName(id),
      modifiedAt,
      isOriginal: false,
      open: () => openFile(picture, 'thumb', store),
    }
  }
}

/** Opens a stored file; null when it is gone, as when its picture is deleted at this moment. */
async function openFile(
  picture: ArchivedPicture,
  size: AssetSize,
  store: ObjectStore,
): Promise<Readable | null> {
  try {
    return (await store.get(assetKey(picture, size))).body
  } catch (error) {
    if (error instanceof ObjectMissing) return null
    throw error
  }
}
