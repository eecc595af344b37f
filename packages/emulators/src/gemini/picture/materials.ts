import { type Colour, hex, mix, scale } from './colour.ts'
import { layeredNoise, noise } from './noise.ts'

/** Colour of a flat material at a place (one unit is about a hand); `detail` 0…1 fades what is too fine to be seen. */
export type Material = (across: number, along: number, detail: number) => Colour

/** Boards with grain that runs from left to right. */
export function wood(pale: Colour, dark: Colour, seed: number, boardWidth = 0.9): Material {
  return (across, along, detail) => {
    const board = Math.floor(along / boardWidth)
    const inBoard = along / boardWidth - board
    const shift = board * 31.7
    const warp = layeredNoise(across * 0.35 + shift, along * 1.3, seed, 2)
    const rings = 0.5 + 0.5 * Math.sin((along * 5 + warp * 5 + shift) * 2.4)
    const fibres = layeredNoise(across * 1.1 + shift, along * 34, seed + 7, 3)
    const tone = noise(board * 3.3, 0.5, seed + 3)
    const share = 0.5 + detail * (0.34 * (rings - 0.5) + 0.75 * (fibres - 0.5)) + 0.3 * (tone - 0.5)
    const seam = Math.min(inBoard, 1 - inBoard) * boardWidth
    const groove = seam < 0.014 ? 1 - 0.4 * detail : 1
    return scale(mix(dark, pale, share), groove)
  }
}

/** Polished pale marble with drifting grey veins. */
export function marble(pale: Colour, vein: Colour, seed: number): Material {
  return (across, along, detail) => {
    const bend = layeredNoise(across * 0.8, along * 0.8, seed, 3) * 2.4
    const broad = layeredNoise(across * 0.55 + bend, along * 0.75 + bend * 0.6, seed + 11, 4)
    const fine = layeredNoise(across * 1.6 - bend, along * 1.9 + bend, seed + 23, 3)
    const veins = (1 - Math.abs(2 * broad - 1)) ** 14 * 0.75 + (1 - Math.abs(2 * fine - 1)) ** 22 * 0.4
    const cloud = layeredNoise(across * 0.7, along * 0.7, seed + 41, 3) * 0.16
    return mix(pale, vein, Math.min(1, veins * (0.35 + 0.65 * detail) + cloud))
  }
}

/** Rough stone: clouds, grain and small pits. */
export function stone(base: Colour, seed: number, roughness = 1): Material {
  return (across, along, detail) => {
    const cloud = layeredNoise(across * 0.9, along * 1.1, seed, 4) - 0.5
    const grain = noise(across * 26, along * 26, seed + 5) - 0.5
    const pits = noise(across * 9, along * 12, seed + 9) > 0.83 ? -0.1 : 0
    return scale(base, 1 + roughness * (0.34 * cloud + detail * (0.12 * grain + pits)))
  }
}

/** Travertine: stone with layers and little holes along them. */
export function travertine(base: Colour, seed: number): Material {
  return (across, along, detail) => {
    const bend = layeredNoise(across * 0.5, along * 0.5, seed, 3)
    const layers = layeredNoise(across * 0.5, along * 7 + bend * 3, seed + 3, 3) - 0.5
    const holes = noise(across * 7, along * 30 + bend * 9, seed + 8)
    const hole = holes > 0.8 ? (holes - 0.8) * 1.6 : 0
    const grain = noise(across * 40, along * 40, seed + 13) - 0.5
    return scale(base, 1 + 0.2 * layers + detail * (0.05 * grain - hole))
  }
}

/** Sand with soft ripples. */
export function sand(base: Colour, seed: number): Material {
  return (across, along, detail) => {
    const bend = layeredNoise(across * 0.6, along * 0.6, seed, 3) * 3
    const ripples = Math.sin((along * 2.2 + bend) * 3) * 0.025
    const grains = noise(across * 60, along * 60, seed + 5) - 0.5
    return scale(
      base,
      1 + ripples + 0.12 * detail * grains + 0.1 * (layeredNoise(across, along, seed + 2, 3) - 0.5),
    )
  }
}

/** Tones that several sets use. */
export const tones = {
  oak: { pale: hex('#dcbc92'), dark: hex('#b98f62') },
  walnut: { pale: hex('#8d6548'), dark: hex('#54382a') },
  carrara: { pale: hex('#f4f2ef'), vein: hex('#a9a9ab') },
  travertine: hex('#d9c8ae'),
  fieldStone: hex('#a8a39a'),
}
