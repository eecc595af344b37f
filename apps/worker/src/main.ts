import { systemActor } from '@studio/services/kernel'
import { takeUpDeliveries } from '@studio/services/webhooks'
import { openContainer } from './container.ts'
import { readEnv } from './env.ts'
import { createHandlers } from './handlers/index.ts'
import { oneAtATime } from './one-at-a-time.ts'

const env = readEnv(process.env)
const { deps, queue, hearDeliveries, close } = await openContainer(env)
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
await hearDeliveries(
  oneAtATime(
    () => takeUpDeliveries(systemActor, deps),
    (error) => deps.logger.error({ err: error }, 'deliveries were not taken up; the next minute will'),
  ),
)
deps.logger.info({}, 'the worker takes jobs')
process.send?.({ type: 'ready' })
