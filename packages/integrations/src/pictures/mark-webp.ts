import { PictureUnreadable } from './port.ts'

/** A chunk of a RIFF file, header and padding included. */
type Chunk = { type: string; bytes: Buffer }

const RIFF_HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8
/** Chunks that hold pixels: lossy, lossless, and a frame of an animation. */
const PICTURE_TYPES = ['VP8 ', 'VP8L', 'ANMF']
/** Bits of the first byte of a VP8X chunk. */
const FLAGS = { xmp: 0b100, alpha: 0b1_0000 } as const

/**
 * Writes an XMP packet into a WebP, in place of one that is there, without decoding it: the pixels stay bit for bit.
 * Layout after RFC 9649, section 2.7: an extended header says that there is one, and it comes last.
 * @throws PictureUnreadable when the bytes are not a whole WebP
 */
export function markWebp(bytes: Uint8Array, xmp: string): Uint8Array {
  const chunks = readChunks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const header = Buffer.from((chunks.find(({ type }) => type === 'VP8X') ?? extendedHeader(chunks[0])).bytes)
  header[CHUNK_HEADER_BYTES] = (header[CHUNK_HEADER_BYTES] ?? 0) | FLAGS.xmp
  const kept = chunks.filter(({ type }) => type !== 'VP8X' && type !== 'XMP ')
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    header,
    ...kept.map((chunk) => chunk.bytes),
    writeChunk('XMP ', Buffer.from(xmp, 'utf8')),
  ])
  const riff = Buffer.from('RIFF\0\0\0\0', 'latin1')
  riff.writeUInt32LE(body.length, 4)
  return Buffer.concat([riff, body])
}

function readChunks(file: Buffer): Chunk[] {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP')
    throw new PictureUnreadable('not a WebP')
  const chunks: Chunk[] = []
  for (let start = RIFF_HEADER_BYTES; start + CHUNK_HEADER_BYTES <= file.length; ) {
    const sizeBytes = file.readUInt32LE(start + 4)
    const end = start + CHUNK_HEADER_BYTES + sizeBytes + (sizeBytes % 2)
    if (end > file.length) throw new PictureUnreadable('the WebP ends too early')
    chunks.push({ type: file.toString('latin1', start, start + 4), bytes: file.subarray(start, end) })
    start = end
  }
  if (!chunks.some(({ type }) => PICTURE_TYPES.includes(type)))
    throw new PictureUnreadable('the WebP holds no picture')
  return chunks
}

/** The extended header of a simple file, whose one chunk knows the size and whether anything is transparent. */
function extendedHeader(chunk: Chunk | undefined): Chunk {
  const { widthPx, heightPx, hasAlpha } = readSize(chunk)
  const content = Buffer.alloc(10)
  content[0] = hasAlpha ? FLAGS.alpha : 0
  content.writeUIntLE(widthPx - 1, 4, 3)
  content.writeUIntLE(heightPx - 1, 7, 3)
  return { type: 'VP8X', bytes: writeChunk('VP8X', content) }
}

function readSize(chunk: Chunk | undefined) {
  if (chunk?.type === 'VP8 ' && chunk.bytes.length >= 18) {
    const size = (at: number) => chunk.bytes.readUInt16LE(at) & 0x3fff
    return { widthPx: size(14), heightPx: size(16), hasAlpha: false }
  }
  if (chunk?.type === 'VP8L' && chunk.bytes.length >= 13) {
    const bits = chunk.bytes.readUInt32LE(9)
    return {
      widthPx: (bits & 0x3fff) + 1,
      heightPx: ((bits >>> 14) & 0x3fff) + 1,
      hasAlpha: (bits >>> 28) % 2 === 1,
    }
  }
  throw new PictureUnreadable('the WebP holds no picture')
}

function writeChunk(type: string, content: Buffer): Buffer {
  const header = Buffer.from(`${type}\0\0\0\0`, 'latin1')
  header.writeUInt32LE(content.length, 4)
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)])
}
