import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SelfSigned } from './self-signed.ts'

/** A web server on 127.0.0.1 that counts who knocks. */
export type WebServer = { port: number; connections(): number; [Symbol.asyncDispose](): Promise<void> }

/** Starts a real server on a free port: https with a certificate, http without. */
export async function startWebServer(answer: RequestListener, certificate?: SelfSigned): Promise<WebServer> {
  const server = certificate ? createHttpsServer(certificate, answer) : createHttpServer(answer)
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}
