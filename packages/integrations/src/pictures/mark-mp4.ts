import { type Mp4Box, readMp4Boxes } from './mp4-boxes.ts'
import { PictureUnreadable } from './port.ts'

/** The extended type of a box that holds XMP (Adobe XMP specification, part 3, section 1.1.3.2, MPEG-4). */
const XMP_UUID = Buffer.from('BE7ACFCB97A942E89C71999491E3AFAC', 'hex')
const HEADER_BYTES = 8
const MAX_SIZE = 0xffff_ffff

/**
 * Writes an XMP packet into an MP4, in place of those that are there, without touching picture or sound: as a box of
 * its own at the end. An older one further up becomes free space, for what follows it must not move: the file knows
 * its pictures by their offset.
 * @throws PictureUnreadable when the bytes are not a whole MP4
 */
export function markMp4(bytes: Uint8Array, xmp: string): Uint8Array {
  const file = Buffer.from(bytes)
  const boxes = readMp4Boxes(file)
  for (const box of boxes) if (isXmp(file, box)) file.write('free', box.start + 4, 'latin1')
  closeLastBox(file, boxes.at(-1))
  return Buffer.concat([file, xmpBox(xmp)])
}

/** The XMP packet of an MP4; null where there is none. @throws PictureUnreadable when the bytes are not a whole MP4 */
export function readMp4Xmp(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const box = readMp4Boxes(file).find((candidate) => isXmp(file, candidate))
  return box ? file.toString('utf8', box.contentStart + XMP_UUID.length, box.end) : null
}

function isXmp(file: Buffer, { type, contentStart, end }: Mp4Box): boolean {
  return type === 'uuid' && file.subarray(contentStart, end).indexOf(XMP_UUID) === 0
}

/** A last box may say "until the end of the file"; it must not take in what comes to stand after it. */
function closeLastBox(file: Buffer, box: Mp4Box | undefined): void {
  if (!box || file.readUInt32BE(box.start) !== 0) return
  if (box.end - box.start > MAX_SIZE) throw new PictureUnreadable('the MP4 is too large to be marked')
  file.writeUInt32BE(box.end - box.start, box.start)
}

function xmpBox(xmp: string): Buffer {
  const content = Buffer.concat([XMP_UUID, Buffer.from(xmp, 'utf8')])
  const header = Buffer.from('\0\0\0\0uuid', 'latin1')
  header.writeUInt32BE(HEADER_BYTES + content.length, 0)
  return Buffer.concat([header, content])
}
