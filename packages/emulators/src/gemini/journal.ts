import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** One request as it came in, and how it ended. */
export type JournalEntry = {
  method: string
  path: string
  /** The API key is masked. */
  headers: IncomingHttpHeaders
  /** The JSON body; picture bytes are replaced by `{ mime, sizeBytes, sha256 }`. */
  body: unknown
  /** When it came in, as ISO time. */
  at: string
  /** The HTTP status answered, or null while there is none (and for ever, after a hang or a reset). */
  status: number | null
  /** What was thrown, when the emulator itself failed. */
  defect?: string
}

/** Masks the API key. */
export function maskKey(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return 'x-goog-api-key' in headers ? { ...headers, 'x-goog-api-key': '***' } : headers
}

/** Replaces the pictures in a JSON body by what identifies them. */
export function withoutPictures(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutPictures)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      if (name !== 'inlineData' && name !== 'inline_data') return [name, withoutPictures(value)]
      const { mimeType, mime_type: mime = mimeType, data } = value as Record<string, unknown>
      const bytes = Buffer.from(String(data), 'base64')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return [name, { mime, sizeBytes: bytes.byteLength, sha256 }]
    }),
  )
}
