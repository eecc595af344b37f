import { Server as NetServer } from 'node:net'
import { plainIssue } from '@studio/core/kernel'
import { z } from 'zod'
import { openContainer } from './container.ts'
import { readEnv } from './env.ts'
import { openHttpServer } from './http/http-server.ts'
import { createServer } from './server.ts'

/** How long requests under way may take once the process is asked to end. */
const DRAIN_MS = 10_000

/** How long a connection that was just made, or kept, may take to send what is on its way. */
const LAST_REQUEST_MS = 250

const env = readEnv(process.env)
// Of what no schema has words for, a sentence is said in place of zod's own. It holds for the whole process, so it stands here.
z.config({ customError: plainIssue })
const container = await openContainer(env)
const server = openHttpServer(createServer(env, container))
server.listen(env.PORT, env.HOST, () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : env.PORT
  container.deps.logger.info({ port }, 'the API is listening')
  process.send?.({ type: 'ready', url: `http://${env.HOST}:${port}` })
})
server.once('error', (error) => {
  container.deps.logger.error({ err: error }, 'the API cannot listen')
  process.exit(1)
})

let isStopping = false
// A kept-alive connection would go on being served, and keep the process, after the server was closed.
server.on('request', (req, res) => {
  res.once('finish', () => isStopping && req.socket.destroySoon())
})

async function stop() {
  if (isStopping) return
  isStopping = true
  // Live channels never end by themselves; browsers reconnect to whoever comes next.
  const impatience = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  container.changes.endWatches()
  // An HTTP server's own close cuts off every connection without a request, also those whose request is on its way.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
  setTimeout(() => server.closeIdleConnections(), LAST_REQUEST_MS)
  await closed
  clearTimeout(impatience)
  await container.close()
  process.exit(0)
}

process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// The launcher is gone: a process without it would block the next start.
process.once('disconnect', stop)
