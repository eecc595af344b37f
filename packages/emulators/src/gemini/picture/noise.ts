function lattice(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 974634777)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}

/** Smooth noise, 0…1, with one bump per unit. */
export function noise(x: number, y: number, seed: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const across = (x - left) ** 2 * (3 - 2 * (x - left))
  const down = (y - top) ** 2 * (3 - 2 * (y - top))
  const above = lattice(left, top, seed) * (1 - across) + lattice(left + 1, top, seed) * across
  const below = lattice(left, top + 1, seed) * (1 - across) + lattice(left + 1, top + 1, seed) * across
  return above * (1 - down) + below * down
}

/** Noise with detail on every scale (each octave twice as fine and half as strong), 0…1. */
export function layeredNoise(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0
  let weight = 0
  let strength = 1
  let scale = 1
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * noise(x * scale, y * scale, seed + octave)
    weight += strength
    strength /= 2
    scale *= 2
  }
  return sum / weight
}
