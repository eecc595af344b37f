/**
 * The records of a zip archive: PKWARE's APPNOTE 6.3.10, whose sections the numbers in brackets name. An entry's CRC and
 * sizes stand after its bytes (bit 3 of its flags): they are known once it was streamed.
 */

/** How an entry's bytes are kept [4.4.5]. */
export const METHOD = { stored: 0, deflated: 8 } as const

/** How an entry begins. */
export type EntryHead = {
  /** In UTF-8, at most 65,535 bytes. */
  name: Buffer
  modifiedAt: Date
  method: (typeof METHOD)[keyof typeof METHOD]
  /** Whether its sizes may need 8 bytes. Decided at its beginning, when they are not known yet. */
  isLarge: boolean
}

/** What is known at an entry's end. `storedBytes` is how many it takes, `sizeBytes` how many it is when read. */
export type EntryTail = { crc32: number; storedBytes: number; sizeBytes: number }

/** A whole entry; `offset` is where in the archive it begins. */
export type WrittenEntry = EntryHead & EntryTail & { offset: number }

const MAX_UINT16 = 0xff_ff
const MAX_UINT32 = 0xff_ff_ff_ff
/** The version of the format that has zip64, made on Unix [4.4.2]. */
const VERSION = 45
const MADE_BY = (3 << 8) | VERSION
/** Sizes after the bytes (bit 3), names in UTF-8 (bit 11) [4.4.4]. */
const FLAGS = (1 << 3) | (1 << 11)
/** A file that everybody may read and its owner may write, as Unix says it, in the upper half [4.4.15]. */
const FILE_ATTRIBUTES = 0o100_644 * 2 ** 16

/** What stands before an entry's bytes [4.3.7]. */
export function localHeader({ name, modifiedAt, method, isLarge }: EntryHead): Buffer {
  // The field for 8-byte sizes says that those after the bytes are such; what it holds itself is not known yet [4.5.3].
  const extra = isLarge ? [timeField(modifiedAt), sizesField([0, 0])] : [timeField(modifiedAt)]
  const size = isLarge ? MAX_UINT32 : 0
  return Buffer.concat([
    uint(4, 0x04_03_4b_50),
    ...[uint(2, VERSION), uint(2, FLAGS), uint(2, method), dosTime(modifiedAt)],
    ...[uint(4, 0), uint(4, size), uint(4, size)],
    ...[uint(2, name.length), uint(2, lengthOf(extra)), name, ...extra],
  ])
}

/** What stands after an entry's bytes [4.3.9]. */
export function dataDescriptor({ isLarge, crc32, storedBytes, sizeBytes }: EntryHead & EntryTail): Buffer {
  const width = isLarge ? 8 : 4
  return Buffer.concat([
    ...[uint(4, 0x08_07_4b_50), uint(4, crc32), uint(width, storedBytes), uint(width, sizeBytes)],
  ])
}

/** The entry's line in the table of contents [4.3.12]. */
export function directoryRecord(entry: WrittenEntry): Buffer {
  const { name, modifiedAt, method, crc32, storedBytes, sizeBytes, offset } = entry
  // What does not fit into 4 bytes is all ones there, and stands in the field for 8-byte numbers, in this order.
  const large = [sizeBytes, storedBytes, offset].filter((number) => number >= MAX_UINT32)
  const extra = [timeField(modifiedAt), ...(large.length > 0 ? [sizesField(large)] : [])]
  return Buffer.concat([
    ...[uint(4, 0x02_01_4b_50), uint(2, MADE_BY), uint(2, VERSION), uint(2, FLAGS), uint(2, method)],
    ...[dosTime(modifiedAt), uint(4, crc32), capped(4, storedBytes), capped(4, sizeBytes)],
    ...[uint(2, name.length), uint(2, lengthOf(extra)), uint(2, 0), uint(2, 0), uint(2, 0)],
    ...[uint(4, FILE_ATTRIBUTES), capped(4, offset), name, ...extra],
  ])
}

/** The end of the archive: how many entries its table of contents has, how long it is and where it begins [4.3.14–16]. */
export function directoryEnd(entries: number, directoryBytes: number, offset: number): Buffer {
  const isLarge = entries >= MAX_UINT16 || directoryBytes >= MAX_UINT32 || offset >= MAX_UINT32
  const large = [
    ...[uint(4, 0x06_06_4b_50), uint(8, 44), uint(2, MADE_BY), uint(2, VERSION), uint(4, 0), uint(4, 0)],
    ...[uint(8, entries), uint(8, entries), uint(8, directoryBytes), uint(8, offset)],
    // Where the large end begins, for those who read from the back.
    ...[uint(4, 0x07_06_4b_50), uint(4, 0), uint(8, offset + directoryBytes), uint(4, 1)],
  ]
  return Buffer.concat([
    ...(isLarge ? large : []),
    ...[uint(4, 0x06_05_4b_50), uint(2, 0), uint(2, 0), capped(2, entries), capped(2, entries)],
    ...[capped(4, directoryBytes), capped(4, offset), uint(2, 0)],
  ])
}

/** A whole number of 2, 4 or 8 bytes, the least significant first. */
function uint(width: 2 | 4 | 8, value: number): Buffer {
  const bytes = Buffer.allocUnsafe(width)
  if (width === 8) bytes.writeBigUInt64LE(BigInt(value))
  else bytes.writeUIntLE(value, 0, width)
  return bytes
}

/** All ones when the number does not fit: its true value stands elsewhere. */
function capped(width: 2 | 4, value: number): Buffer {
  return uint(width, Math.min(value, width === 2 ? MAX_UINT16 : MAX_UINT32))
}

/** The field for 8-byte sizes and offsets [4.5.3]. */
function sizesField(numbers: number[]): Buffer {
  return Buffer.concat([uint(2, 1), uint(2, numbers.length * 8), ...numbers.map((number) => uint(8, number))])
}

/** Info-ZIP's field for the time in seconds since 1970 in UTC; the other one has no time zone. */
function timeField(time: Date): Buffer {
  const seconds = Math.floor(time.getTime() / 1000)
  return Buffer.concat([uint(2, 0x54_55), uint(2, 5), Buffer.of(1), uint(4, clamp(seconds, 0, 2 ** 31 - 1))])
}

/** Time and date as MS-DOS wrote them, in steps of two seconds from 1980 to 2107 [4.4.6]. Here in UTC. */
function dosTime(time: Date): Buffer {
  const at = new Date(clamp(time.getTime(), Date.UTC(1980), Date.UTC(2107, 11, 31)))
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const clock = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return Buffer.concat([uint(2, clock), uint(2, date)])
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function lengthOf(buffers: Buffer[]): number {
  return buffers.reduce((sum, { length }) => sum + length, 0)
}
