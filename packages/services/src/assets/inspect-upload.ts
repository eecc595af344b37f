import { isUploadMime, MAX_UPLOAD_PIXELS, type UploadMime } from '@studio/core/assets'
import { DomainError } from '@studio/core/kernel'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { fileTypeFromFile } from 'file-type'
import type { Deps } from '../kernel/index.ts'
import type { SpooledUpload } from './spool-upload.ts'

/** What an upload turned out to be. */
export type InspectedUpload = { mime: UploadMime; widthPx: number; heightPx: number }

/**
 * Decides from the bytes, never from the name, what a file is and whether it can be used. Only headers are
 * read; damage further in is found when the asset is prepared.
 * @throws DomainError `file_type_refused`, `file_unreadable`, `too_many_pixels`
 */
export async function inspectUpload(
  upload: SpooledUpload,
  fileName: string,
  { pictures }: Pick<Deps, 'pictures'>,
): Promise<InspectedUpload> {
  if (upload.sizeBytes === 0) throw unreadable(fileName, 'is empty')
  const type = await fileTypeFromFile(upload.path)
  if (!type || !isUploadMime(type.mime)) throw refusedType(fileName, type?.ext)
  if (!pictures.canRead(type.mime)) throw refusedType(fileName, type.ext)
  const { widthPx, heightPx } = await pictures.readHeader(upload.path).catch((error) => {
    throw error instanceof PictureUnreadable ? unreadable(fileName, 'is damaged') : error
  })
  if (widthPx * heightPx > MAX_UPLOAD_PIXELS) {
    const megapixels = Math.ceil((widthPx * heightPx) / 1_000_000)
    const limit = MAX_UPLOAD_PIXELS / 1_000_000
    throw new DomainError(
      'too_many_pixels',
      `“${fileName}” has ${megapixels} megapixels; at most ${limit} can be used. Make it smaller and try again.`,
      { widthPx, heightPx },
    )
  }
  return { mime: type.mime, widthPx, heightPx }
}

function refusedType(fileName: string, extension: string | undefined): DomainError {
  const found = extension ? `a ${extension.toUpperCase()} file` : 'not a picture that can be recognised'
  return new DomainError(
    'file_type_refused',
    `“${fileName}” is ${found}. Use a JPEG, PNG, WebP or AVIF picture.`,
    { foundType: extension ?? null },
  )
}

function unreadable(fileName: string, what: string): DomainError {
  return new DomainError(
    'file_unreadable',
    `“${fileName}” ${what}. Export the picture again and try once more.`,
  )
}
