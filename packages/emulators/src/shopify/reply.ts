import type { ServerResponse } from 'node:http'

/** What goes over the wire, or does not. */
export type Reply =
  | { kind: 'body'; status: number; headers: Record<string, string>; body: string | Uint8Array }
  | { kind: 'cut'; headers: Record<string, string>; body: string | Uint8Array }
  | { kind: 'hang' }
  | { kind: 'reset' }

/** An answer of any type. */
export function bodyReply(
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Reply {
  return { kind: 'body', status, headers: { 'content-type': contentType, ...headers }, body }
}

/** A JSON answer. */
export const jsonReply = (status: number, json: unknown, headers: Record<string, string> = {}): Reply =>
  bodyReply(status, 'application/json; charset=utf-8', JSON.stringify(json), headers)

/** A page for people. */
export const pageReply = (status: number, html: string): Reply =>
  bodyReply(status, 'text/html; charset=utf-8', html)

/** Sends a browser elsewhere. */
export const redirectReply = (location: string): Reply =>
  bodyReply(302, 'text/plain', '', { location, 'cache-control': 'no-store' })

/** What is not there. */
export const notFound = (): Reply => jsonReply(404, { errors: 'Not Found' })

/** Sends a reply, or misbehaves as it says. */
export function sendReply(reply: Reply, response: ServerResponse): void {
  if (response.destroyed || reply.kind === 'hang') return
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const body = Buffer.from(reply.body)
  const headers = { ...reply.headers, 'content-length': body.byteLength }
  if (reply.kind === 'body') {
    response.writeHead(reply.status, headers).end(body)
    return
  }
  response.writeHead(200, headers).write(body.subarray(0, body.byteLength >> 1), () => {
    response.socket?.destroy()
  })
}
