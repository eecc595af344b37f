import { openContainer } from './container.ts'
import { readEnv } from './env.ts'
import { createHandlers } from './handlers/index.ts'

const env = readEnv(process.env)
const { deps, queue, close } = await openContainer(env)
let isStopping = false
async function stop() {
  if (isStopping) return
  isStopping = true
  await queue.stop(env.DRAIN_MS)
  await close()
  process.exit(0)
}

process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// The launcher is gone: a process without it would block the next start.
process.once('disconnect', stop)

await queue.work(createHandlers(deps))
deps.logger.info({}, 'the worker takes jobs')
process.send?.({ type: 'ready' })
