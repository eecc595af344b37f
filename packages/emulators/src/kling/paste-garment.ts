import sharp from 'sharp'

/** How wide the garment is, as a share of the picture, and where its upper edge lies. */
const WIDTH_SHARE = 0.46
const TOP_SHARE = 0.3

/** Puts a garment on a person, both as they were sent; the picture has the person's size. */
export type Dress = (person: Uint8Array, garment: Uint8Array) => Promise<Uint8Array>

/** Pastes a garment onto the middle of a person's photo. */
export const pasteGarment: Dress = async (person, garment) => {
  const { data, info } = await sharp(person).autoOrient().toBuffer({ resolveWithObject: true })
  const top = Math.round(info.height * TOP_SHARE)
  const fitted = await sharp(garment)
    .autoOrient()
    .resize(Math.round(info.width * WIDTH_SHARE), info.height - top, { fit: 'inside' })
    .toBuffer({ resolveWithObject: true })
  const left = Math.round((info.width - fitted.info.width) / 2)
  const pasted = sharp(data).composite([{ input: fitted.data, left, top }])
  return pasted.png().toBuffer()
}
