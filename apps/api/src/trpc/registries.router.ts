import { MODELS, modelView, viewModel } from '@studio/core/models'
import { SHOTS, shotView, viewShot } from '@studio/core/shots'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/** The models, with their prices as of now. They are the same for everybody. */
export const modelsRouter = router({
  list: procedure.output(z.array(modelView)).query(({ ctx }) => {
    const now = ctx.deps.clock.now()
    return MODELS.map((model) => viewModel(model, now))
  }),
})

/** The shot gallery. It is the same for everybody. */
export const shotsRouter = router({
  list: procedure.output(z.array(shotView)).query(() => SHOTS.map(viewShot)),
})
