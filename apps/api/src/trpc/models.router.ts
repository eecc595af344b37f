import { pageOf } from '@studio/core/kernel'
import { modelView, viewModel } from '@studio/core/models'
import { modelsOf } from '@studio/services/quotes'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { type Context, procedure, router } from './trpc.ts'

/** The models, with their prices as of now. They are the same for everybody. */
export const modelsRouter = router({
  list: procedure.output(z.array(modelView)).query(({ ctx }) => listModels(ctx)),

  /** All of them as one page, in the form of every list of the public API. */
  page: procedure
    .meta(
      operation('GET /models', {
        id: 'listModels',
        summary: 'List models',
        description:
          'With their prices in credits, what they can do, and when they are retired. One page has all.',
        scope: null,
      }),
    )
    .output(pageOf(modelView))
    .query(async ({ ctx }) => ({ items: await listModels(ctx), nextCursor: null })),
})

/** Those that the caller may use. */
async function listModels({ actor, deps }: Context) {
  const now = deps.clock.now()
  const registry = await deps.registry()
  return modelsOf(actor, registry).map((model) => viewModel(model, now, deps.offeredProviders))
}
