import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One webhook as it came in. */
export type Heard = { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** An app that hears webhooks; `status` is what it answers. */
export async function listen() {
  const heard: Heard[] = []
  const ear = { heard, status: 200, url: '', close: () => server.close() }
  const server = createServer(async (request, response) => {
    heard.push({ path: request.url ?? '', headers: request.headers, body: await buffer(request) })
    response.writeHead(ear.status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ear.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return ear
}
