import { createHmac, timingSafeEqual } from 'node:crypto'
import { ObjectRefused } from '../errors.ts'

/** The path, below the API's address, at which signed links to files are served. */
export const FILES_PATH = '/files/'

/** What a signed link grants: one object until `expires` (Unix seconds), answered in this way. */
export type FileLink = { key: string; expires: number; mime?: string; downloadName?: string }

const MIN_SECRET_CHARACTERS = 32

/** Throws `ObjectRefused` for a secret that could be guessed. */
export function checkLinkSecret(secret: string): void {
  if (secret.length >= MIN_SECRET_CHARACTERS) return
  throw new ObjectRefused(
    `The secret that signs links to files needs at least ${MIN_SECRET_CHARACTERS} characters`,
  )
}

function sign(link: FileLink, secret: string): Buffer {
  // A JSON array keeps the fields apart whatever is in them; the first names the purpose of the signature.
  const text = JSON.stringify(['file-link', link.key, link.expires, link.mime, link.downloadName])
  return createHmac('sha256', secret).update(text).digest()
}

/** Writes a link as a URL under `baseUrl`, signed with HMAC-SHA-256. */
export function writeLink(link: FileLink, { baseUrl, secret }: { baseUrl: string; secret: string }): string {
  const path = link.key.split('/').map(encodeURIComponent).join('/')
  const query = new URLSearchParams({ expires: String(link.expires) })
  if (link.mime !== undefined) query.set('mime', link.mime)
  if (link.downloadName !== undefined) query.set('name', link.downloadName)
  query.set('signature', sign(link, secret).toString('base64url'))
  return `${baseUrl.replace(/\/$/, '')}${FILES_PATH}${path}?${query}`
}

/** Reads a link back from the path and query of a request; null unless `secret` signed it and it still holds. */
export function readLink(
  pathAndQuery: string,
  { secret, now }: { secret: string; now: Date },
): FileLink | null {
  const [path = '', query] = pathAndQuery.split('?')
  const key = readKey(path)
  if (key === null) return null
  const parameters = new URLSearchParams(query)
  const mime = parameters.get('mime')
  const downloadName = parameters.get('name')
  const link: FileLink = {
    key,
    expires: Number(parameters.get('expires')),
    ...(mime !== null && { mime }),
    ...(downloadName !== null && { downloadName }),
  }
  const given = Buffer.from(parameters.get('signature') ?? '', 'base64url')
  const expected = sign(link, secret)
  const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
  return isSigned && now.getTime() < link.expires * 1000 ? link : null
}

function readKey(path: string): string | null {
  if (!path.startsWith(FILES_PATH)) return null
  try {
    return path.slice(FILES_PATH.length).split('/').map(decodeURIComponent).join('/')
  } catch {
    return null
  }
}
