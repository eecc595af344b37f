import type { IncomingMessage } from 'node:http'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'

/** How much of a refused request is still read, in bytes and in time. */
const MAX_DROPPED_BYTES = 2 * MAX_UPLOAD_BYTES
const MAX_DROPPING_MS = 10_000

/**
 * Reads what is left of a refused request and drops it, so that a browser in the middle of sending is still there
 * to hear the answer (RFC 9112, 9.6, tells why). Whoever sends on regardless is cut off.
 */
export function dropRest(req: IncomingMessage): void {
  if (req.readableEnded || req.destroyed) return
  let droppedBytes = 0
  const cutOff = setTimeout(() => req.destroy(), MAX_DROPPING_MS)
  req.once('end', () => clearTimeout(cutOff)).once('close', () => clearTimeout(cutOff))
  req.on('data', (chunk: Buffer) => {
    droppedBytes += chunk.length
    if (droppedBytes > MAX_DROPPED_BYTES) req.destroy()
  })
  req.resume()
}
