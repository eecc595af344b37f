import sharp from 'sharp'
import { ramp } from './colour.ts'
import type { Placement } from './place-subject.ts'
import type { Scene } from './scene.ts'
import type { Subject } from './subject.ts'

/** A subject at its final size: straight-alpha bytes. */
export type LitSubject = { width: number; height: number; rgba: Uint8ClampedArray }

/** Scales the subject and lets the scene's light fall on it: a breath of its tone, one flank brighter, the foot darker. */
export async function lightSubject(
  subject: Subject,
  placement: Placement,
  { light, pose }: Scene,
): Promise<LitSubject> {
  const { width, height } = placement
  const { data } = await sharp(subject.rgba, {
    raw: { width: subject.widthPx, height: subject.heightPx, channels: 4 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rgba = new Uint8ClampedArray(data)
  const contrast = light.contact > 0.45 ? 0.045 : 0.015
  const foot = placement.footY - placement.top
  for (let y = 0; y < height; y++) {
    const grounded = pose === 'standing' && !subject.isPrint ? 0.1 * ramp(foot - height * 0.14, foot, y) : 0
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const shade = 1 + contrast * light.side * (x / width - 0.5) * 2 - grounded
      for (let channel = 0; channel < 3; channel++) {
        rgba[at + channel] = ((rgba[at + channel] ?? 0) * shade * (light.tint[channel] ?? 255)) / 255
      }
    }
  }
  return { width, height, rgba }
}

/** The subject upside down below its foot, fading out: what a polished ground shows of it. */
export function mirrored({ width, height, rgba }: LitSubject, footRow: number, clarity: number): LitSubject {
  const rows = Math.max(1, Math.min(footRow, height))
  const image = new Uint8ClampedArray(width * rows * 4)
  for (let y = 0; y < rows; y++) {
    const from = (footRow - 1 - y) * width * 4
    const fade = clarity * (1 - ramp(0, 0.75, y / rows))
    image.set(rgba.subarray(from, from + width * 4), y * width * 4)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4 + 3
      image[at] = (image[at] ?? 0) * fade
    }
  }
  return { width, height: rows, rgba: image }
}
