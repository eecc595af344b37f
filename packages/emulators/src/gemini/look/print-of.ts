import sharp from 'sharp'

/** Less is noise, in 256 steps. */
const LEAST_STEP = 3

/**
 * A print of a picture that stays nearly the same when it is resized or saved anew (a difference hash): for each of
 * 64 places, whether it gets brighter to the right.
 */
export async function printOf(bytes: Uint8Array): Promise<bigint> {
  const grey = await sharp(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer()
  let print = 0n
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      const isBrighter = (grey[y * 9 + x + 1] ?? 0) > (grey[y * 9 + x] ?? 0) + LEAST_STEP
      print = (print << 1n) | (isBrighter ? 1n : 0n)
    }
  }
  return print
}

/** In how many of the 64 places two prints differ. */
export function distance(one: bigint, other: bigint): number {
  return (one ^ other).toString(2).replaceAll('0', '').length
}
