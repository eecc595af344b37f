import { PictureUnreadable } from './port.ts'

const XMP_NAMESPACE = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
const MARKER = { start: 0xd8, app0: 0xe0, app1: 0xe1, scan: 0xda } as const

/**
 * Writes an XMP packet into a JPEG, in place of one that is there, without decoding it: the pixels stay
 * bit for bit. Layout after the Adobe XMP specification, part 3: an APP1 segment right after APP0.
 * @throws PictureUnreadable when the bytes are not a JPEG, or end before its picture
 */
export function markJpeg(bytes: Uint8Array, xmp: string): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 4 || file[0] !== 0xff || file[1] !== MARKER.start)
    throw new PictureUnreadable('not a JPEG')
  const kept: Buffer[] = [file.subarray(0, 2)]
  let insertAt = 1
  let offset = 2
  while (offset + 4 <= file.length && file[offset] === 0xff && file[offset + 1] !== MARKER.scan) {
    const end = offset + 2 + file.readUInt16BE(offset + 2)
    if (end > file.length) throw new PictureUnreadable('the JPEG ends too early')
    const isApp0 = file[offset + 1] === MARKER.app0
    const isXmp =
      file[offset + 1] === MARKER.app1 && file.subarray(offset + 4, end).indexOf(XMP_NAMESPACE) === 0
    if (!isXmp) kept.push(file.subarray(offset, end))
    if (isApp0) insertAt = kept.length
    offset = end
  }
  kept.splice(insertAt, 0, xmpSegment(xmp))
  return Buffer.concat([...kept, file.subarray(offset)])
}

function xmpSegment(xmp: string): Buffer {
  const content = Buffer.concat([XMP_NAMESPACE, Buffer.from(xmp, 'utf8')])
  const header = Buffer.from([0xff, MARKER.app1, 0, 0])
  header.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([header, content])
}
