/** What a whole file is, or what is wrong with it. */
export type CheckedFile = { mime: string } | { problem: string }

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG_START = Buffer.from('ffd8ff', 'hex')

/** Checks that a picture or video has its beginning and its end. The type is taken from the bytes, whatever was announced. */
export function checkFile(bytes: Buffer): CheckedFile {
  const format = FORMATS.find(({ isFormat }) => isFormat(bytes))
  if (!format) return { problem: `${bytes.byteLength} bytes that are no PNG, JPEG, WebP or MP4` }
  if (!format.isWhole(bytes)) return { problem: `${format.mime} of ${bytes.byteLength} bytes has no end` }
  return { mime: format.mime }
}

type Format = { mime: string; isFormat(bytes: Buffer): boolean; isWhole(bytes: Buffer): boolean }

const FORMATS: readonly Format[] = [
  {
    mime: 'image/png',
    isFormat: (bytes) => bytes.subarray(0, 8).equals(PNG_SIGNATURE),
    isWhole: isWholePng,
  },
  {
    mime: 'image/jpeg',
    isFormat: (bytes) => bytes.subarray(0, 3).equals(JPEG_START),
    isWhole: isWholeJpeg,
  },
  {
    mime: 'image/webp',
    isFormat: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    isWhole: (bytes) => bytes.byteLength >= 8 + bytes.readUInt32LE(4),
  },
  {
    mime: 'video/mp4',
    isFormat: (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp',
    isWhole: isWholeMp4,
  },
]

/** Walks the chunks up to IEND (PNG specification, third edition, section 5). */
function isWholePng(bytes: Buffer): boolean {
  let offset = PNG_SIGNATURE.byteLength
  while (offset + 12 <= bytes.byteLength) {
    const end = offset + 12 + bytes.readUInt32BE(offset)
    if (end > bytes.byteLength) return false
    if (bytes.toString('latin1', offset + 4, offset + 8) === 'IEND') return true
    offset = end
  }
  return false
}

/**
 * Walks the segments, so that the end of an embedded thumbnail is not taken for the end of the picture, then
 * the entropy-coded data, in which 0xff is followed by 0x00 or a restart marker (ITU T.81, annex B).
 */
function isWholeJpeg(bytes: Buffer): boolean {
  let offset = 2
  while (offset + 4 <= bytes.byteLength) {
    if (bytes[offset] !== 0xff) return false
    if (bytes[offset + 1] === 0xff) {
      // A marker may be preceded by any number of fill bytes.
      offset += 1
      continue
    }
    const isScan = bytes[offset + 1] === 0xda
    offset += 2 + bytes.readUInt16BE(offset + 2)
    if (isScan) offset = nextMarker(bytes, offset)
    if (bytes[offset] === 0xff && bytes[offset + 1] === 0xd9) return true
  }
  return false
}

function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1]
    const isData = code === 0x00 || code === 0xff || (code !== undefined && code >= 0xd0 && code <= 0xd7)
    if (!isData) return at
  }
  return bytes.byteLength
}

/**
 * Walks the boxes (ISO/IEC 14496-12, 4.2): each must end within the file, and there must be an index (`moov`) and the
 * frames themselves (`mdat`). A size of 0 means "up to the end", of 1 that 64 bits follow.
 */
function isWholeMp4(bytes: Buffer): boolean {
  const kinds = new Set<string>()
  let offset = 0
  while (offset + 8 <= bytes.byteLength) {
    const kind = bytes.toString('latin1', offset + 4, offset + 8)
    let size = bytes.readUInt32BE(offset)
    if (size === 1 && offset + 16 <= bytes.byteLength) size = Number(bytes.readBigUInt64BE(offset + 8))
    if (size === 0) size = bytes.byteLength - offset
    if (size < 8) return false
    kinds.add(kind)
    offset += size
  }
  return offset === bytes.byteLength && kinds.has('moov') && kinds.has('mdat')
}
