import { fitsLimits, type PhotoLimits } from '@studio/core/models'
import sharp from 'sharp'
import type { SourcePicture } from '../picture-provider/index.ts'

/** A picture that Kling takes, as base64 without a prefix, or why it takes none. */
export type FittedSource = { base64: string } | { problem: string }

/** kling.ai/document-api, image fields. */
const MAX_BYTES = 10 * 1024 * 1024

/**
 * Makes a source one that Kling takes, and says what cannot be helped. Transparency becomes white: Kling takes no WebP,
 * and says nothing about what it makes of a PNG's alpha. `limits` are those of the model; nobody has measured a photo yet
 * that is used right after its upload.
 */
export async function fitSource(
  { bytes, mime }: SourcePicture,
  limits: PhotoLimits | null,
): Promise<FittedSource> {
  const measured = await sharp(bytes)
    .metadata()
    .catch(() => null)
  if (!measured) return { problem: `a source of ${bytes.byteLength} bytes that is no picture` }
  const { width, height } = measured
  const size = `${width} × ${height} pixels`
  if (limits && !fitsLimits({ widthPx: width, heightPx: height }, limits))
    return { problem: `a source of ${size}, which the limits of its model do not allow` }
  const isTaken = mime === 'image/jpeg'
  const fitted = isTaken
    ? Buffer.from(bytes)
    : await sharp(bytes).flatten({ background: 'white' }).jpeg({ quality: 92 }).toBuffer()
  if (fitted.byteLength > MAX_BYTES)
    return { problem: `a source of ${fitted.byteLength} bytes: ${MAX_BYTES} are allowed` }
  return { base64: fitted.toString('base64') }
}
