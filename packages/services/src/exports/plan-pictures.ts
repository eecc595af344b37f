import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type AssetSize, assetKey } from '@studio/core/assets'
import { type Channel, fitPicture, type Refit } from '@studio/core/channels'
import type { AiMarking } from '@studio/core/generations'
import { ObjectMissing, type ObjectStore } from '@studio/integrations/object-store'
import type { Pictures } from '@studio/integrations/pictures'
import type { ArchivedPicture } from './archive-scope.ts'
import { type PictureNames, thumbName } from './name-pictures.ts'
import type { PlannedFile } from './open-ahead.ts'

type Place = { names: PictureNames; store: ObjectStore }

/** Plans the originals of pictures, and their thumbs if wanted. One whose file is gone loses its place. */
export async function* planPictures(
  pictures: AsyncIterable<ArchivedPicture>,
  { names, store, hasThumbs }: Place & { hasThumbs: boolean },
): AsyncGenerator<PlannedFile & { isOriginal: boolean }> {
  for await (const picture of pictures) {
    const { id, createdAt: modifiedAt, status } = picture
    yield { ...planOriginal(picture, { names, store }), isOriginal: true }
    if (!hasThumbs || status !== 'ready') continue
    yield {
      name: thumbName(id),
      modifiedAt,
      isOriginal: false,
      open: () => openFile(picture, 'thumb', store),
    }
  }
}

/** Plans pictures as a channel takes them: as they are where it does, else made smaller, lighter or another kind of file. */
export async function* planForChannel(
  pictures: AsyncIterable<ArchivedPicture>,
  channel: Channel,
  { names, store, pictures: maker }: Place & { pictures: Pictures },
): AsyncGenerator<PlannedFile> {
  for await (const picture of pictures) {
    const { refit } = fitPicture(picture, channel)
    const original = planOriginal({ ...picture, mime: refit?.mime ?? picture.mime }, { names, store })
    if (!refit) yield original
    else {
      const { name, modifiedAt, open } = original
      yield {
        name,
        modifiedAt,
        async open() {
          const body = await open()
          return body && Readable.from([await refitted(body, picture, refit, maker)])
        },
      }
    }
  }
}

async function refitted(
  body: Readable,
  { marking }: ArchivedPicture,
  refit: Refit,
  maker: Pictures,
): Promise<Uint8Array> {
  const { bytes } = await maker.scale(await buffer(body), refit, (marking as AiMarking | null) ?? undefined)
  return bytes
}

function planOriginal(picture: ArchivedPicture, { names, store }: Place): PlannedFile {
  const { id, createdAt: modifiedAt, sizeBytes } = picture
  return {
    name: names.place(picture),
    sizeBytes,
    modifiedAt,
    async open() {
      const body = await openFile(picture, 'original', store)
      if (!body) names.forget(id)
      return body
    },
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
