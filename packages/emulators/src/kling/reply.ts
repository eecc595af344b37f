import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { ServiceError } from './service-error.ts'

/** What goes over the wire, or does not. */
export type Reply =
  | { kind: 'body'; status: number; contentType: string; body: string | Uint8Array; location?: string }
  | { kind: 'cut'; contentType: string; body: string | Uint8Array; isBroken: boolean }
  | { kind: 'hang' }
  | { kind: 'reset' }

const JSON_TYPE = 'application/json; charset=utf-8'

/** A JSON reply without the service's envelope. */
export function jsonReply(status: number, json: unknown): Reply {
  return { kind: 'body', status, contentType: JSON_TYPE, body: JSON.stringify(json) }
}

/** A reply in the service's envelope. */
export function dataReply(data: unknown): Reply {
  return jsonReply(200, { code: 0, message: 'SUCCEED', request_id: randomUUID(), data })
}

/** An error in the service's envelope; `status` 200 is a thing the service does as well. */
export function errorReply(error: ServiceError, status = error.httpStatus): Reply {
  return jsonReply(status, { code: error.code, message: error.message, request_id: randomUUID() })
}

/** Sends a reply, or misbehaves as it says. `date` is the service's own clock. */
export function sendReply(reply: Reply, response: ServerResponse, date: Date): void {
  if (response.destroyed || reply.kind === 'hang') return
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const body = Buffer.from(reply.body)
  const headers = {
    date: date.toUTCString(),
    'content-type': reply.contentType,
    'content-length': body.byteLength,
  }
  if (reply.kind === 'body') {
    const { status, location } = reply
    response.writeHead(status, { ...headers, ...(location && { location }) }).end(body)
    return
  }
  response.writeHead(200, headers).write(body.subarray(0, body.byteLength >> 1), () => {
    if (reply.isBroken) response.socket?.destroy()
  })
}
