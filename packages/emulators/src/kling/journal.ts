import { createHash } from 'node:crypto'

/** One request as it came in, and how it ended. */
export type JournalEntry = {
  method: string
  path: string
  /** The scheme alone: `Bearer key` or `Bearer token`; null without any. */
  authorization: string | null
  /** The JSON body; pictures are replaced by `{ sizeBytes, sha256 }`. */
  body: unknown
  /** When it came in, by the emulator's clock, as ISO time. */
  at: string
  /** The HTTP status answered, or null while there is none (and for ever, after a hang or a reset). */
  status: number | null
  /** What was thrown, when the emulator itself failed. */
  defect?: string
}

/** Longer than any wording that has no space in it. */
const LEAST_PICTURE_CHARACTERS = 200

/** Says how a caller signed, without the key. */
export function describeCaller(header: string | undefined): string | null {
  if (header === undefined) return null
  return header.split('.').length === 3 ? 'Bearer token' : 'Bearer key'
}

/** Replaces the pictures in a JSON body by what identifies them. */
export function withoutPictures(json: unknown): unknown {
  if (typeof json === 'string') return isPicture(json) ? describePicture(json) : json
  if (Array.isArray(json)) return json.map(withoutPictures)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withoutPictures(value)]))
}

function isPicture(text: string): boolean {
  return text.length >= LEAST_PICTURE_CHARACTERS && !/\s/.test(text)
}

function describePicture(text: string) {
  const bytes = Buffer.from(text, 'base64')
  return { sizeBytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
}
