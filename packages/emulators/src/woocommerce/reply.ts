import type { ServerResponse } from 'node:http'
import type { RestError } from './rest-error.ts'

/** What goes over the wire, or does not. */
export type Reply =
  | { kind: 'body'; status: number; headers: Record<string, string>; body: string | Uint8Array }
  | { kind: 'cut'; body: string | Uint8Array }
  | { kind: 'hang' }
  | { kind: 'reset' }

/** A reply of the REST API. */
export function jsonReply(status: number, json: unknown, headers: Record<string, string> = {}): Reply {
  const type = { 'content-type': 'application/json; charset=UTF-8', 'x-robots-tag': 'noindex' }
  return { kind: 'body', status, headers: { ...type, ...headers }, body: JSON.stringify(json) }
}

/** An error in WordPress's shape. */
export function errorReply({ status, code, message }: RestError): Reply {
  return jsonReply(status, { code, message, data: { status } })
}

/** A web page. */
export function pageReply(status: number, body: string, headers: Record<string, string> = {}): Reply {
  const type = { 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'no-store' }
  return { kind: 'body', status, headers: { ...type, ...headers }, body }
}

/** Sends the browser on. */
export function redirectReply(location: string): Reply {
  return pageReply(302, '', { location })
}

/** Sends a reply, or misbehaves as it says. */
export function sendReply(reply: Reply, response: ServerResponse): void {
  if (response.destroyed || reply.kind === 'hang') return
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const body = Buffer.from(reply.body)
  const length = { 'content-length': body.byteLength }
  if (reply.kind === 'body') {
    response.writeHead(reply.status, { ...reply.headers, ...length }).end(body)
    return
  }
  response
    .writeHead(200, { 'content-type': 'application/json', ...length })
    .write(body.subarray(0, body.byteLength >> 1), () => response.socket?.destroy())
}
