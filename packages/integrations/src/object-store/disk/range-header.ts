import type { IncomingHttpHeaders } from 'node:http'
import type { ObjectHead } from '../port.ts'

/**
 * The bytes a request asks for (RFC 9110, section 14), both ends included and cut at the object's end.
 * Null means the whole object: no range, several, a malformed one, or an `If-Range` for another version.
 */
export function readRange(
  headers: IncomingHttpHeaders,
  { sizeBytes, etag }: ObjectHead,
): { start: number; end: number } | 'unsatisfiable' | null {
  const ifRange = headers['if-range']
  if (ifRange !== undefined && ifRange !== etag) return null
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start >= sizeBytes ? 'unsatisfiable' : { start, end }
}
