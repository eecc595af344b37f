import type { Stage } from './scene.ts'

/** Divides a stage into places for several products: side by side, every second one a step towards the camera. */
export function placesInRow(stage: Stage, count: number): Stage[] {
  const places = Math.max(1, count)
  const roomEach = stage.width / places
  return Array.from({ length: places }, (_, index) => ({
    ...stage,
    centreX: stage.centreX + (index - (places - 1) / 2) * roomEach,
    width: roomEach * (places > 1 ? 0.96 : 1),
    baseY: stage.baseY + (index % 2 === 1 ? 0.03 : 0),
  }))
}
