import type { Random } from './random.ts'
import type { Scene } from './scene.ts'
import type { Subject } from './subject.ts'

/** Where a subject lands in a picture, in pixels; it may reach over the edges. `footY` is the line it stands on. */
export type Placement = { left: number; top: number; width: number; height: number; footY: number }

/** Fits the subject onto the scene's stage, at a good size and with a little play that depends on the seed. */
export function placeSubject(
  subject: Subject,
  { stage, pose }: Pick<Scene, 'stage' | 'pose'>,
  size: { widthPx: number; heightPx: number },
  random: Random,
): Placement {
  // What hangs or is worn has its one right place.
  const isFixed = pose === 'hanging'
  const play = isFixed ? 1 : random.between(0.93, 1)
  const standing = pose === 'lying' || isFixed ? subject.heightPx : subject.footPx
  const factor =
    play * Math.min((stage.width * size.widthPx) / subject.widthPx, (stage.height * size.heightPx) / standing)
  const width = Math.max(1, Math.round(subject.widthPx * factor))
  const height = Math.max(1, Math.round(subject.heightPx * factor))
  const foot = standing * factor
  const shift = isFixed ? 0 : random.between(-0.015, 0.015) * size.widthPx
  const lowest = stage.baseY * size.heightPx
  const centred = Math.min(lowest, (size.heightPx + foot) / 2 + size.heightPx * 0.02)
  const footY = Math.round(subject.cutOff.bottom ? size.heightPx + 1 : stage.isCentred ? centred : lowest)
  return {
    left: leftOf(subject, width, size.widthPx, stage.centreX, shift),
    top: Math.round(footY - foot),
    width,
    height,
    footY,
  }
}

function leftOf(subject: Subject, width: number, frameWidth: number, centreX: number, shift: number): number {
  const { left, right } = subject.cutOff
  if (left && !right) return 0
  if (right && !left) return frameWidth - width
  return Math.round(centreX * frameWidth - width / 2 + shift)
}
