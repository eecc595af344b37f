import { hex } from '../colour.ts'
import type { PaintScene } from '../scene.ts'
import { paintSweep } from './studio.ts'

/** A wide paper ground on which several products stand side by side. */
export const paintTogether: PaintScene = async (frame) => {
  const scene = paintSweep(frame, frame.order.colour ?? hex('#ebe7e0'))
  return { ...scene, stage: { ...scene.stage, baseY: 0.76, width: 0.92, height: 0.52 } }
}
