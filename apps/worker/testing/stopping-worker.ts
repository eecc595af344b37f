import { openContainer, type WorkerDeps } from '../src/container.ts'
import { readEnv } from '../src/env.ts'
import { createHandlers } from '../src/handlers/index.ts'
import type { Boundary, Reached } from './boundaries.ts'

/**
 * The real worker, but each output named in the argument (JSON: output id to boundary) stands still at its boundary
 * for ever, so that the test can kill the process just there.
 */
const stops: Record<string, Boundary> = JSON.parse(process.argv[2] ?? '{}')
const { deps, queue } = await openContainer(readEnv(process.env))
const handlers = createHandlers(deps)
const FILES_OF_AN_OUTPUT = 3

function standStill(outputId: string, boundary: Boundary): Promise<never> {
  process.send?.({ type: 'reached', outputId, boundary } satisfies Reached)
  return new Promise(() => {})
}

function stopAt(boundary: Boundary | undefined, outputId: string): WorkerDeps {
  const { store, providers } = deps
  let begun = 0
  let stored = 0
  return {
    ...deps,
    store: {
      ...store,
      get: (...object) => (boundary === 'claimed' ? standStill(outputId, boundary) : store.get(...object)),
      async put(...object) {
        begun += 1
        if (boundary === 'half stored' && begun > 1) return standStill(outputId, boundary)
        await store.put(...object)
        stored += 1
        if (boundary === 'stored' && stored === FILES_OF_AN_OUTPUT) return standStill(outputId, boundary)
      },
    },
    providers: {
      ...providers,
      gemini: {
        ...providers.gemini,
        async makePicture(...call) {
          const making = providers.gemini.makePicture(...call)
          if (boundary === 'asked') return standStill(outputId, boundary)
          const made = await making
          return boundary === 'answered' ? standStill(outputId, boundary) : made
        },
      },
    },
  }
}

await queue.work({
  ...handlers,
  async 'output.make'(delivery) {
    const { outputId } = delivery.payload
    const boundary = stops[outputId]
    await createHandlers(stopAt(boundary, outputId))['output.make'](delivery)
    if (boundary === 'settled') await standStill(outputId, boundary)
  },
})
process.once('disconnect', () => process.exit())
