import sharp from 'sharp'
import { blurredPlane, type Canvas, type Plane, planeOf, stain } from './canvas.ts'
import { ramp } from './colour.ts'
import type { Placement } from './place-subject.ts'
import type { Scene } from './scene.ts'
import type { Subject } from './subject.ts'

/** Paints the subject's shadows onto the scene's ground, in place. `placement` is in the scene's pixels. */
export async function castShadows(scene: Scene, subject: Subject, placement: Placement): Promise<void> {
  const { canvas, light, pose } = scene
  if (pose === 'hanging') return
  const outline = await outlineOf(subject, placement)
  const unit = Math.min(canvas.widthPx, canvas.heightPx)
  const throwPlane = async (shadow: Shadow, blurPx: number, strength: number) => {
    if (strength > 0)
      stain(
        canvas,
        await blurredPlane(project(canvas, outline, placement, shadow), blurPx),
        light.shadowColour,
        strength,
      )
  }
  if (pose === 'lying') {
    await throwPlane(
      { kind: 'offset', x: -light.side * unit * 0.018, y: unit * 0.02 },
      light.softness * unit,
      light.cast + 0.1,
    )
    await throwPlane(
      { kind: 'offset', x: -light.side * unit * 0.004, y: unit * 0.005 },
      unit * 0.006,
      light.contact,
    )
    return
  }
  if (pose === 'floating') {
    const floorY = 0.88 * canvas.heightPx
    await throwPlane(
      { kind: 'squash', squash: 0.16, lean: -light.side * 0.1, baseY: floorY, fade: 0, part: 1 },
      light.softness * unit,
      light.cast,
    )
    await throwPlane(
      {
        kind: 'squash',
        squash: 0.08,
        lean: -light.side * 0.1,
        baseY: floorY - unit * 0.01,
        fade: 0,
        part: 1,
      },
      light.softness * unit * 0.5,
      light.cast * 0.5,
    )
    return
  }
  if (subject.cutOff.bottom) return
  const room = placement.footY - (scene.stage.horizonY + 0.01) * canvas.heightPx
  const squash = Math.min(0.34, Math.max(0.06, room / placement.height))
  const baseY = placement.footY
  const lean = -light.side * light.lean
  await throwPlane(
    { kind: 'squash', squash, lean, baseY, fade: 0.85, part: 1 },
    light.softness * unit,
    light.cast,
  )
  await throwPlane(
    {
      kind: 'squash',
      squash: squash * 0.5,
      lean: lean * 0.4,
      baseY: baseY + unit * 0.006,
      fade: 0.7,
      part: 0.6,
    },
    unit * 0.014,
    light.contact * 0.55,
  )
  await throwPlane(
    { kind: 'squash', squash: 0.14, lean: 0, baseY: baseY + unit * 0.004, fade: 0.6, part: 0.12 },
    unit * 0.0045,
    light.contact,
  )
}

type Shadow =
  | { kind: 'offset'; x: number; y: number }
  /** The outline laid onto the ground: pressed flat, leaning sideways, fading with height; only the lowest `part`. */
  | { kind: 'squash'; squash: number; lean: number; baseY: number; fade: number; part: number }

async function outlineOf({ rgba, widthPx, heightPx }: Subject, { width, height }: Placement): Promise<Plane> {
  const alpha = await sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .extractChannel(3)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return planeOf(alpha, width, height)
}

function project(canvas: Canvas, outline: Plane, placement: Placement, shadow: Shadow): Plane {
  const { widthPx, heightPx } = canvas
  const values = new Float32Array(widthPx * heightPx)
  const covered = (x: number, y: number) => {
    const column = Math.round(x)
    const row = Math.round(y)
    if (column < 0 || row < 0 || column >= outline.widthPx || row >= outline.heightPx) return 0
    return outline.values[row * outline.widthPx + column] ?? 0
  }
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (shadow.kind === 'offset') {
        values[y * widthPx + x] = covered(x - placement.left - shadow.x, y - placement.top - shadow.y)
        continue
      }
      const tall = (shadow.baseY - y) / shadow.squash
      const share = tall / placement.height
      if (share < -0.3 || share > shadow.part) continue
      const depth = covered(x - placement.left - shadow.lean * tall, placement.footY - placement.top - tall)
      values[y * widthPx + x] = depth * (1 - shadow.fade * ramp(0, shadow.part, share))
    }
  }
  return { widthPx, heightPx, values }
}
