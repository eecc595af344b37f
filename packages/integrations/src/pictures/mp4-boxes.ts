import { PictureUnreadable } from './port.ts'

/** A box at the top of an MP4 file (ISO/IEC 14496-12, section 4.2): where it begins and ends, header included. */
export type Mp4Box = { type: string; start: number; contentStart: number; end: number }

const HEADER_BYTES = 8
const LARGE_HEADER_BYTES = 16
/** The size that means "until the end of the file", and the one that means "as the next eight bytes say". */
const TO_THE_END = 0
const IN_LARGE_FIELD = 1

/**
 * The boxes at the top of an MP4 file, in their order; together they are the whole file.
 * @throws PictureUnreadable when they are not
 */
export function readMp4Boxes(file: Buffer): Mp4Box[] {
  const boxes: Mp4Box[] = []
  for (let start = 0; start < file.length; ) {
    const box = readBox(file, start)
    if (box.end > file.length || box.end < box.contentStart)
      throw new PictureUnreadable('the MP4 ends too early')
    boxes.push(box)
    start = box.end
  }
  if (boxes[0]?.type !== 'ftyp') throw new PictureUnreadable('not an MP4')
  return boxes
}

function readBox(file: Buffer, start: number): Mp4Box {
  if (start + HEADER_BYTES > file.length) throw new PictureUnreadable('the MP4 ends too early')
  const size = file.readUInt32BE(start)
  const type = file.toString('latin1', start + 4, start + HEADER_BYTES)
  if (size === TO_THE_END) return { type, start, contentStart: start + HEADER_BYTES, end: file.length }
  if (size !== IN_LARGE_FIELD) return { type, start, contentStart: start + HEADER_BYTES, end: start + size }
  if (start + LARGE_HEADER_BYTES > file.length) throw new PictureUnreadable('the MP4 ends too early')
  const end = start + Number(file.readBigUInt64BE(start + HEADER_BYTES))
  return { type, start, contentStart: start + LARGE_HEADER_BYTES, end }
}
