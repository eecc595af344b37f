import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { type Clock, DomainError, ERROR_TABLE, systemClock } from '@studio/core/kernel'
import { contentDisposition } from '../content-disposition.ts'
import { ObjectMissing } from '../errors.ts'
import type { ObjectHead, ObjectStore } from '../port.ts'
import { checkLinkSecret, type FileLink, readLink } from './link.ts'
import { readRange } from './range-header.ts'

/** A plain Node request handler; Express mounts it as it is. */
export type FileHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** What `createFileHandler` needs: the store, and the secret it signs its links with. */
export type FileHandlerOptions = {
  store: ObjectStore
  linkSecret: string
  clock?: Clock
  /** Hears of failures that are not the reader's doing, for the log. */
  onFailure?: (error: unknown) => void
}

/**
 * Serves the signed links of the disk adapter: whole files and single ranges, GET and HEAD, conditional on the
 * entity tag. `linkSecret` is the one the store signs with. Failures answer as problem+json (RFC 9457).
 */
export function createFileHandler(options: FileHandlerOptions): FileHandler {
  const { store, linkSecret, clock = systemClock, onFailure } = options
  checkLinkSecret(linkSecret)
  return async (req, res) => {
    try {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        res.writeHead(405, { Allow: 'GET, HEAD' }).end()
        return
      }
      const now = clock.now()
      const link = readLink(fullUrl(req), { secret: linkSecret, now })
      if (!link) {
        throw new DomainError(
          'link_expired',
          'This link has expired or is incomplete. Open the file from the studio again to get a new one.',
        )
      }
      const head = await store.head(link.key)
      if (!head) throw new ObjectMissing(link.key)
      await answer(req, res, {
        store,
        link,
        head,
        maxAgeSeconds: link.expires - Math.floor(now.getTime() / 1000),
      })
    } catch (error) {
      if (isOurFault(error)) onFailure?.(error)
      answerProblem(res, error)
    }
  }
}

/** Headers that describe a file and have no place on a problem. */
const FILE_HEADERS = ['Accept-Ranges', 'Content-Disposition', 'Content-Length', 'Content-Range', 'ETag']

/** Express cuts the path it is mounted at from `url` and keeps the whole in `originalUrl`. */
function fullUrl(req: IncomingMessage & { originalUrl?: string }): string {
  return req.originalUrl ?? req.url ?? ''
}

type Found = { store: ObjectStore; link: FileLink; head: ObjectHead; maxAgeSeconds: number }

async function answer(req: IncomingMessage, res: ServerResponse, found: Found): Promise<void> {
  const { store, link, head, maxAgeSeconds } = found
  res.setHeaders(
    new Headers({
      'Content-Type': link.mime ?? head.mime,
      'Content-Disposition': contentDisposition(link.downloadName),
      'Content-Security-Policy': "sandbox; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': `private, max-age=${maxAgeSeconds}`,
      'Accept-Ranges': 'bytes',
      ETag: head.etag,
    }),
  )
  if (req.headers['if-none-match']?.includes(head.etag)) {
    res.writeHead(304).end()
    return
  }
  const range = readRange(req.headers, head)
  if (range === 'unsatisfiable') {
    res.writeHead(416, { 'Content-Range': `bytes */${head.sizeBytes}`, 'Content-Length': 0 }).end()
    return
  }
  if (range) {
    const { start, end } = range
    res.statusCode = 206
    res.setHeader('Content-Range', `bytes ${start}-${end}/${head.sizeBytes}`)
    res.setHeader('Content-Length', end - start + 1)
  } else {
    res.setHeader('Content-Length', head.sizeBytes)
  }
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  const { body } = await store.get(link.key, range ? { range } : {})
  await pipeline(body, res)
}

function isOurFault(error: unknown): boolean {
  if (error instanceof DomainError) return ERROR_TABLE[error.code].status >= 500
  const hasReaderLeft =
    error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  return !hasReaderLeft
}

function answerProblem(res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    // Too late for words: a cut connection tells the reader that the file is not whole. Readers who leave end here too.
    res.destroy()
    return
  }
  const isOurs = error instanceof DomainError
  const code = isOurs ? error.code : 'internal'
  const { status, title } = ERROR_TABLE[code]
  const detail = isOurs ? error.message : 'The file could not be read. Try again in a minute.'
  if (isOurs && error.details.retryAfterSeconds) res.setHeader('Retry-After', error.details.retryAfterSeconds)
  for (const name of FILE_HEADERS) res.removeHeader(name)
  res.writeHead(status, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  res.end(JSON.stringify({ type: 'about:blank', title, status, code, detail }))
}
