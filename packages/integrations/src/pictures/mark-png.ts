import { crc32 } from 'node:zlib'
import { PictureUnreadable } from './port.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const XMP_KEYWORD = Buffer.from('XML:com.adobe.xmp\0', 'latin1')
/** Only the first is right; the others are where libvips and others put XMP all the same. */
const TEXT_TYPES = ['iTXt', 'zTXt', 'tEXt']
const CHUNK_FRAME_BYTES = 12

/**
 * Writes an XMP packet into a PNG, in place of one that is there, without decoding it: the pixels stay bit
 * for bit. Layout after the Adobe XMP specification, part 3: an uncompressed iTXt chunk after the header.
 * @throws PictureUnreadable when the bytes are not a whole PNG
 */
export function markPng(bytes: Uint8Array, xmp: string): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new PictureUnreadable('not a PNG')
  const kept: Buffer[] = [SIGNATURE]
  for (let offset = 8; offset < file.length; ) {
    if (offset + CHUNK_FRAME_BYTES > file.length) throw new PictureUnreadable('the PNG ends too early')
    const end = offset + CHUNK_FRAME_BYTES + file.readUInt32BE(offset)
    if (end > file.length) throw new PictureUnreadable('the PNG ends too early')
    const chunk = file.subarray(offset, end)
    const type = chunk.toString('latin1', 4, 8)
    if (!TEXT_TYPES.includes(type) || chunk.indexOf(XMP_KEYWORD) !== 8) kept.push(chunk)
    if (type === 'IHDR') kept.push(xmpChunk(xmp))
    offset += chunk.length
  }
  return Buffer.concat(kept)
}

/** Keyword, then "not compressed", method 0, no language, no translated keyword, and the text. */
function xmpChunk(xmp: string): Buffer {
  const body = Buffer.concat([
    Buffer.from('iTXt', 'latin1'),
    XMP_KEYWORD,
    Buffer.alloc(4),
    Buffer.from(xmp, 'utf8'),
  ])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}
