/** The longest name of a file or folder, in UTF-8: what ext4, APFS and NTFS all take, with room for a number. */
const MAX_SEGMENT_BYTES = 200

/** Folders in folders that an archive may have. */
const MAX_SEGMENTS = 16

/** What ends or hides a text, or what Windows takes in no name. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Bidi_Control}<>:"|?*]/gu

/** Windows drops dots and spaces at the end; `.` and `..` are then nothing. */
const TAIL = /[\s.]+$/

/** Names that are devices on Windows, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Names for the entries of one archive, each given out once: relative, without `..`, and such that every system can
 * unpack them side by side, also those to which `A.jpg` and `a.jpg` are the same.
 */
export function nameEntries(): (wanted: string) => string {
  const taken = new Set<string>()
  const nextNumber = new Map<string, number>()
  return (wanted) => {
    const safe = safeEntryName(wanted)
    let name = safe
    for (let number = nextNumber.get(fold(safe)) ?? 2; taken.has(fold(name)); number++) {
      name = numbered(safe, number)
      nextNumber.set(fold(safe), number + 1)
    }
    taken.add(fold(name))
    return name
  }
}

/** A path that stays inside the folder it is unpacked into, and that every system takes. */
export function safeEntryName(wanted: string): string {
  const segments = wanted
    .normalize('NFC')
    .split(/[/\\]/)
    .map(safeSegment)
    .filter((segment) => segment !== '')
  return segments.slice(-MAX_SEGMENTS).join('/') || 'unnamed'
}

function safeSegment(segment: string): string {
  const safe = segment.replace(UNSAFE, '_').trimStart().replace(TAIL, '')
  return shorten(DEVICE.test(safe) ? `_${safe}` : safe)
}

/** Cuts a name that is too long between characters, and keeps what says its type. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_SEGMENT_BYTES) return name
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (Buffer.byteLength(short + segment + extension) > MAX_SEGMENT_BYTES) break
    short += segment
  }
  return short.replace(TAIL, '') + extension
}

/** `photo.jpg` becomes `photo (2).jpg`. */
function numbered(name: string, number: number): string {
  const [, stem = name, extension = ''] = /^(.*[^/])(\.[^./]+)$/s.exec(name) ?? []
  return `${stem} (${number})${extension}`
}

function fold(name: string): string {
  return name.toLowerCase()
}
