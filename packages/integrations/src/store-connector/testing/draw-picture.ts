import sharp from 'sharp'

/** A small PNG of one colour, different for every `number`; small enough that a whole suite sends it often. */
export async function drawPicture(number: number): Promise<Uint8Array> {
  const background = { r: (number * 67) % 256, g: (number * 151) % 256, b: (number * 29) % 256 }
  return sharp({ create: { width: 120, height: 90, channels: 3, background } })
    .png()
    .toBuffer()
}

/** The size and the colour in the middle of a picture, however it is encoded by now. */
export async function lookAt(
  bytes: Uint8Array,
): Promise<{ widthPx: number; heightPx: number; rgb: number[] }> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return { widthPx: info.width, heightPx: info.height, rgb: [...data.subarray(middle, middle + 3)] }
}
