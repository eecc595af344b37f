import { DERIVATIVES, MAX_UPLOAD_PIXELS } from '@studio/core/assets'
import { type AiMarking, aiMarkingXmp, findMarking } from '@studio/core/generations'
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { markJpeg } from './mark-jpeg.ts'
import { markMp4, readMp4Xmp } from './mark-mp4.ts'
import { markPng } from './mark-png.ts'
import { markWebp } from './mark-webp.ts'
import {
  type Derivatives,
  type PictureFit,
  type Pictures,
  PictureUnreadable,
  type PreparedPhoto,
  type VideoReading,
} from './port.ts'
import { readPoster } from './read-poster.ts'
import { readVideo, type VideoFacts } from './read-video.ts'

/** Only the formats that can be uploaded have a loader; everything else libvips could open stays shut. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif'].flatMap((format) =>
  ['File', 'Buffer', 'Source'].map((origin) => `VipsForeignLoad${format}${origin}`),
)

const PROVIDER_MAX_SIDE_PX = 2048
const PROVIDER_MAX_BYTES = 7 * 1024 * 1024
const THUMB_HASH_SIDE_PX = 100

/** How each kind of file takes an XMP packet. */
const MARKERS: Readonly<Record<string, (bytes: Uint8Array, xmp: string) => Uint8Array>> = {
  'image/jpeg': markJpeg,
  'image/png': markPng,
  'image/webp': markWebp,
  'video/mp4': markMp4,
}

/** Which ffmpeg decodes the first frame of videos; the one on the search path unless said otherwise. */
export type SharpPicturesOptions = { ffmpegPath?: string | undefined }

/** Pictures by sharp (libvips); videos by mediabunny and, where it is there, ffmpeg. */
export function createSharpPictures({ ffmpegPath = 'ffmpeg' }: SharpPicturesOptions = {}): Pictures {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS })
  const readsHeic = sharp.format.heif?.input.fileSuffix?.includes('.heic') ?? false

  return {
    canRead: (mime) => mime !== 'image/heic' || readsHeic,

    readHeader: (path) =>
      orUnreadable(async () => {
        // Limits are the caller's to judge, so that it can say which one was passed.
        const { autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
        return { widthPx: autoOrient.width, heightPx: autoOrient.height }
      }),

    derive: (bytes, marking) => orUnreadable(() => derive(bytes, marking)),

    shrink: (bytes) =>
      orUnreadable(() =>
        open(bytes).resize(inside(DERIVATIVES.thumb.maxSidePx)).webp({ quality: 80, effort: 2 }).toBuffer(),
      ),

    deriveVideo: (bytes, reading = {}) => orUnreadable(() => deriveVideo(bytes, reading, ffmpegPath)),

    readMarking: (bytes, mime) =>
      orUnreadable(async () => {
        const xmp = mime === 'video/mp4' ? readMp4Xmp(bytes) : (await sharp(bytes).metadata()).xmp?.toString()
        return xmp ? findMarking(xmp) : null
      }),

    prepareSource: (bytes) =>
      orUnreadable(async () => {
        const { data, info } = await open(bytes)
          .resize(inside(PROVIDER_MAX_SIDE_PX))
          .raw()
          .toBuffer({ resolveWithObject: true })
        const { width, height, channels } = info
        const fitted = sharp(data, { raw: { width, height, channels } })
        // Many tools write an alpha channel that hides nothing; only a real one is worth its bytes.
        const { isOpaque } = await fitted.stats()
        if (isOpaque) {
          return { bytes: await fitted.removeAlpha().jpeg({ quality: 92 }).toBuffer(), mime: 'image/jpeg' }
        }
        return { bytes: await encodeWithAlpha(fitted), mime: 'image/webp' }
      }),

    scale: (bytes, fit, marking) => orUnreadable(() => scale(bytes, fit, marking)),

    async mark(bytes, mime, marking) {
      const write = MARKERS[mime]
      if (!write) throw new PictureUnreadable(`nothing can be written into ${mime}`)
      return write(bytes, aiMarkingXmp(marking))
    },
  }
}

/** The next, where a picture is still too heavy: less exact at first, smaller then. */
const SCALE_TRIES = [
  { quality: 90, factor: 1 },
  { quality: 80, factor: 1 },
  { quality: 80, factor: 0.7 },
  { quality: 80, factor: 0.4 },
]

async function scale(
  bytes: Uint8Array,
  { widthPx, heightPx, maxBytes, mime }: PictureFit,
  marking: AiMarking | undefined,
): Promise<PreparedPhoto> {
  const kind = mime ?? ((await sharp(bytes).metadata()).hasAlpha ? 'image/webp' : 'image/jpeg')
  for (const { quality, factor } of SCALE_TRIES) {
    const [width, height] = [widthPx, heightPx].map((sidePx) => Math.max(1, Math.round(sidePx * factor)))
    const size = { fit: 'inside', withoutEnlargement: true } as const
    const smaller = open(bytes).resize(width, height, size)
    const marked = marking ? smaller.withXmp(aiMarkingXmp(marking)) : smaller
    const made = await encodeAs(kind, marked, quality).toBuffer()
    if (made.byteLength <= maxBytes) return { bytes: made, mime: kind }
  }
  throw new Error('it does not fit')
}

function encodeAs(kind: PreparedPhoto['mime'], picture: Sharp, quality: number): Sharp {
  if (kind === 'image/webp') return picture.webp({ quality })
  // Without loss: only a smaller one is lighter.
  if (kind === 'image/png') return picture.png()
  return picture.flatten({ background: '#ffffff' }).jpeg({ quality })
}

/** As good as fits. Photos fit at once; only something close to pure noise needs another go. */
async function encodeWithAlpha(picture: Sharp): Promise<Uint8Array> {
  const encode = (quality: number) =>
    picture.clone().webp({ quality, alphaQuality: quality, effort: 2 }).toBuffer()
  const bytes = await encode(92)
  return bytes.byteLength <= PROVIDER_MAX_BYTES ? bytes : encode(60)
}

async function derive(bytes: Uint8Array, marking: AiMarking | undefined): Promise<Derivatives> {
  const { autoOrient, hasAlpha } = await sharp(bytes).metadata()
  // Decoded once; the smaller ones are made from the preview's pixels.
  const { data, info } = await open(bytes)
    .resize(inside(DERIVATIVES.preview.maxSidePx))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixels = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const webp = (picture: Sharp) => {
    const marked = marking ? picture.withXmp(aiMarkingXmp(marking)) : picture
    return marked.webp({ quality: 80, effort: 2 }).toBuffer()
  }
  const [preview, thumb, thumbHash] = await Promise.all([
    webp(pixels()),
    webp(pixels().resize(inside(DERIVATIVES.thumb.maxSidePx))),
    hashThumb(pixels()),
  ])
  return { widthPx: autoOrient.width, heightPx: autoOrient.height, hasAlpha, thumbHash, thumb, preview }
}

async function deriveVideo(bytes: Uint8Array, { marking, firstFrame }: VideoReading, ffmpegPath: string) {
  const { durationMs, ...size } = await readVideo(bytes)
  const poster = (await readPoster(bytes, ffmpegPath)) ?? (await standIn(size, firstFrame))
  // The poster is as large as the video, but its alpha channel says nothing.
  return { ...(await derive(poster, marking)), ...size, hasAlpha: false, durationMs }
}

/** What stands where the first frame cannot be decoded: the picture it was made from, or a plain surface. */
async function standIn({ widthPx, heightPx }: Omit<VideoFacts, 'durationMs'>, firstFrame?: Uint8Array) {
  const background = '#808080'
  const picture = firstFrame
    ? open(firstFrame).resize(widthPx, heightPx, { fit: 'cover' }).flatten({ background })
    : sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } })
  return picture.png({ compressionLevel: 1 }).toBuffer()
}

async function hashThumb(picture: Sharp): Promise<string> {
  const { data, info } = await picture
    .resize(inside(THUMB_HASH_SIDE_PX))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}

/** Upright, in sRGB, refused when damaged or too large to be an upload or an output of ours. */
function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: MAX_UPLOAD_PIXELS })
    .autoOrient()
    .toColourspace('srgb')
}

function inside(maxSidePx: number) {
  return { width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true } as const
}

async function orUnreadable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    throw new PictureUnreadable(error instanceof Error ? error.message : String(error))
  }
}
