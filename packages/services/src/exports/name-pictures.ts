import { pictureName } from '@studio/core/batches'
import { downloadName } from '../assets/index.ts'
import type { ArchivedPicture, PictureGeneration } from './archive-scope.ts'
import { nameEntries } from './name-entries.ts'

/** Where the pictures of one archive lie in it, by their ids. */
export type PictureNames = {
  /** Gives a picture its place: under its own name among the uploads, or in the folder of its generation. */
  place(picture: ArchivedPicture): string
  find(assetId: string): string | undefined
  /** Takes back the place of a picture whose file is gone. */
  forget(assetId: string): void
}

/** How to name pictures: without folders if there is nothing else beside them, and some by names of their own. */
export type NamingOptions = { isFlat?: boolean; ownNames?: ReadonlyMap<string, string> }

/** Names pictures so that people find them, each name once. */
export function namePictures({ isFlat = false, ownNames = new Map() }: NamingOptions = {}): PictureNames {
  const nameEntry = nameEntries()
  const names = new Map<string, string>()
  return {
    place(picture) {
      const folder = picture.output ? generationFolder(picture.output.generation) : 'uploads'
      const fileName = ownNames.get(picture.id) ?? nameBySku(picture) ?? picture.fileName
      const own = downloadName({ ...picture, fileName }, 'original').replace(/[/\\]/g, '_')
      const name = nameEntry(isFlat ? own : `${folder}/${own}`)
      names.set(picture.id, name)
      return name
    },
    find: (assetId) => names.get(assetId),
    forget: (assetId) => void names.delete(assetId),
  }
}

/** Whoever had a SKU's pictures made in a batch finds them by it. */
function nameBySku({ output }: ArchivedPicture): string | undefined {
  const { batchItem = null, shotId = null } = output?.generation ?? {}
  return batchItem?.sku ? pictureName({ ...batchItem, shotId }) : undefined
}

/** The folder of a generation: its day, its shot and its id. */
export function generationFolder({ id, shotId, createdAt }: Omit<PictureGeneration, 'batchItem'>): string {
  return `outputs/${createdAt.toISOString().slice(0, 10)} ${shotId ?? 'own words'} ${id}`
}

/** Where a picture's small copy lies. */
export function thumbName(assetId: string): string {
  return `thumbnails/${assetId}.webp`
}
