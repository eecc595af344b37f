import { checkFile } from '../picture-provider/check-file.ts'

/** A picture that came whole, or what is wrong with it. */
export type ReadPicture = { bytes: Buffer; mime: string } | { problem: string }

/**
 * Decodes the base64 text of a picture and checks that the file has its beginning and its end. The type is
 * taken from the bytes, whatever was announced.
 */
export function readPicture(base64: string): ReadPicture {
  const bytes = Buffer.from(base64, 'base64')
  // The decoder skips what it does not know and stops at padding: less than expected means damage.
  const padding = /={0,2}$/.exec(base64)?.[0].length ?? 0
  if (base64.length % 4 !== 0 || bytes.byteLength !== (base64.length / 4) * 3 - padding) {
    return { problem: `base64 text of ${base64.length} characters is damaged` }
  }
  const checked = checkFile(bytes)
  return 'problem' in checked ? checked : { bytes, ...checked }
}
