import type { ServerResponse } from 'node:http'

/** What goes over the wire, or does not. */
export type Reply =
  | { kind: 'body'; status: number; contentType: string; body: string; headers?: Record<string, string> }
  | { kind: 'cut'; body: string; sizeBytes: number; isBroken: boolean }
  | { kind: 'hang' }
  | { kind: 'reset' }

const JSON_TYPE = 'application/json; charset=UTF-8'

/** A JSON reply. */
export function jsonReply(status: number, json: unknown, headers?: Record<string, string>): Reply {
  const body = `${JSON.stringify(json, null, 2)}\n`
  return { kind: 'body', status, contentType: JSON_TYPE, body, ...(headers && { headers }) }
}

/** Sends a reply, or misbehaves as it says. */
export function sendReply(reply: Reply, response: ServerResponse): void {
  if (response.destroyed || reply.kind === 'hang') return
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (reply.kind === 'cut') {
    const body = Buffer.from(reply.body)
    response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': body.byteLength })
    response.write(body.subarray(0, reply.sizeBytes), () => {
      if (reply.isBroken) response.socket?.destroy()
    })
    return
  }
  response.writeHead(reply.status, { 'content-type': reply.contentType, ...reply.headers })
  response.end(reply.body)
}
