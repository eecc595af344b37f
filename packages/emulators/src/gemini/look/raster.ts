import sharp from 'sharp'

/** A picture made small enough to count its pixels: four bytes each, upright, sRGB. */
export type Raster = { width: number; height: number; rgba: Uint8Array }

/** Makes a raster whose longer side is no more than `sidePx`. @throws what sharp throws for what is no picture */
export async function rasterOf(bytes: Uint8Array, sidePx: number): Promise<Raster> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .resize(sidePx, sidePx, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgba: data }
}

/** Red, green and blue of a pixel. */
export function colourAt({ rgba }: Raster, at: number): readonly [number, number, number] {
  return [rgba[at * 4] ?? 0, rgba[at * 4 + 1] ?? 0, rgba[at * 4 + 2] ?? 0]
}

/** The middle value. */
export function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** How strongly neighbours differ (the variance of the Laplacian): little in a picture that is out of focus. */
export function sharpnessOf(raster: Raster): number {
  const { width, height } = raster
  const light = (x: number, y: number) => {
    const [red, green, blue] = colourAt(raster, y * width + x)
    return 0.3 * red + 0.59 * green + 0.11 * blue
  }
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const edge = 4 * light(x, y) - light(x - 1, y) - light(x + 1, y) - light(x, y - 1) - light(x, y + 1)
      sum += edge
      squares += edge * edge
      count++
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}
