import type { PictureRequest } from '../picture-provider/index.ts'
import { encodeWith, type PictureFile } from './encode.ts'
import { areaWithin, fitInto, frameOf } from './frame.ts'
import { rgbOf } from './grounds.ts'
import { openPhoto, orUnreadable } from './open-photo.ts'
import { open, type Padding, padWith, padWithGround, type RawPicture, toRaw } from './pad-photo.ts'

const WHITE = { r: 255, g: 255, b: 255, alpha: 1 }

/**
 * The whole photo in a frame of another size or ratio: resized, never stretched or cropped. Around it comes the colour
 * asked for, else the photo's own ground where that is plain, else white; transparent pictures stay so.
 */
export function fitPhoto(bytes: Uint8Array, request: PictureRequest): Promise<PictureFile> {
  return orUnreadable(async () => {
    const { autoOrient } = await openPhoto(bytes).metadata()
    const { isOpaque } = await openPhoto(bytes).stats()
    const photo = { widthPx: autoOrient.width, heightPx: autoOrient.height }
    const box = { width: photo.widthPx, height: photo.heightPx }
    const area = areaWithin(request.options.marginPercent ?? 0)
    const { frame, scale } = fitInto(frameOf(request, photo), area, box)
    const width = Math.min(frame.widthPx, Math.max(1, Math.round(photo.widthPx * scale)))
    const height = Math.min(frame.heightPx, Math.max(1, Math.round(photo.heightPx * scale)))
    const left = Math.floor((frame.widthPx - width) / 2)
    const top = Math.floor((frame.heightPx - height) / 2)
    const padding = { left, top, right: frame.widthPx - width - left, bottom: frame.heightPx - height - top }
    const resized = openPhoto(bytes).resize(width, height, { fit: 'fill' })
    const picture = await toRaw(isOpaque ? resized.removeAlpha() : resized)
    const padded = await pad(picture, padding, request.options.colour)
    return encodeWith(open(padded), padded.channels === 4)
  })
}

async function pad(picture: RawPicture, padding: Padding, colour: string | undefined): Promise<RawPicture> {
  if (colour !== undefined) {
    const [r, g, b] = rgbOf(colour)
    const background = { r, g, b, alpha: 1 }
    return padWith(await toRaw(open(picture).flatten({ background })), padding, background)
  }
  if (picture.channels === 4) return padWith(picture, padding, { ...WHITE, alpha: 0 })
  return (await padWithGround(picture, padding)) ?? padWith(picture, padding, WHITE)
}
