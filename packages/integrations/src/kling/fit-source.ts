import sharp from 'sharp'
import type { SourcePicture } from '../picture-provider/index.ts'

/** A picture that Kling takes, as base64 without a prefix, or why it takes none. */
export type FittedSource = { base64: string } | { problem: string }

/** kling.ai/document-api, image fields. */
const MAX_BYTES = 10 * 1024 * 1024
const MIN_SIDE_PX = 300
const MAX_RATIO = 2.5

/**
 * Makes a source one that Kling takes, and says what cannot be helped. Transparency becomes white: Kling takes no WebP,
 * and says nothing about what it makes of a PNG's alpha. `hasRatioLimit` is false where Kling states none.
 */
export async function fitSource(
  { bytes, mime }: SourcePicture,
  { hasRatioLimit }: { hasRatioLimit: boolean },
): Promise<FittedSource> {
  const measured = await sharp(bytes)
    .metadata()
    .catch(() => null)
  if (!measured) return { problem: `a source of ${bytes.byteLength} bytes that is no picture` }
  const { width, height } = measured
  const size = `${width} × ${height} pixels`
  if (Math.min(width, height) < MIN_SIDE_PX)
    return { problem: `a source of ${size}: each side must have ${MIN_SIDE_PX} at least` }
  if (hasRatioLimit && Math.max(width, height) > MAX_RATIO * Math.min(width, height))
    return { problem: `a source of ${size}: one side may be ${MAX_RATIO} times the other at most` }
  const isTaken = mime === 'image/jpeg'
  const fitted = isTaken
    ? Buffer.from(bytes)
    : await sharp(bytes).flatten({ background: 'white' }).jpeg({ quality: 92 }).toBuffer()
  if (fitted.byteLength > MAX_BYTES)
    return { problem: `a source of ${fitted.byteLength} bytes: ${MAX_BYTES} are allowed` }
  return { base64: fitted.toString('base64') }
}
