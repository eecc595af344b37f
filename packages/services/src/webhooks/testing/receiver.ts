import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request that arrived. */
export type Received = { headers: IncomingHttpHeaders; body: string }

/** A server of somebody who wants events: it keeps what arrives and answers as it is told. */
export type Receiver = {
  url: string
  received: Received[]
  /** The status of the next answers; null hangs up instead. */
  answerWith(status: number | null): void
  close(): Promise<void>
}

/** Starts a receiver on a port of its own. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let status: number | null = 204
  const server = createServer(async (req, res) => {
    received.push({ headers: req.headers, body: await text(req) })
    if (status === null) return req.socket.destroy()
    res.writeHead(status, status < 400 && status >= 300 ? { location: '/elsewhere' } : {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith(next) {
      status = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
