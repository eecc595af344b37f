import type { ServerResponse } from 'node:http'

/** What goes over the wire, or does not. */
export type Reply =
  | { kind: 'body'; status: number; headers: Record<string, string>; body: string | Uint8Array }
  /** Part of the body, half of it unless said; then the connection breaks, or stays and is silent. */
  | {
      kind: 'cut'
      headers: Record<string, string>
      body: string | Uint8Array
      sizeBytes?: number | undefined
      isBroken: boolean
    }
  | { kind: 'hang' }
  | { kind: 'reset' }

/** A reply of any type. */
export function bodyReply(
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Reply {
  return { kind: 'body', status, headers: { 'content-type': contentType, ...headers }, body }
}

/** The same reply, cut off in the middle; what has no body stays as it is. */
export function cutReply(reply: Reply, how: { isBroken: boolean; sizeBytes?: number | undefined }): Reply {
  if (reply.kind !== 'body') return reply
  const { headers, body } = reply
  return { kind: 'cut', headers, body, ...how }
}

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
  const { sizeBytes = body.byteLength >> 1, isBroken } = reply
  response.writeHead(200, headers).write(body.subarray(0, sizeBytes), () => {
    if (isBroken) response.socket?.destroy()
  })
}
