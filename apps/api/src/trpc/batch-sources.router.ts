import { examinedView, examineSourcesInput, previewSourcesInput, sourcePreview } from '@studio/core/batches'
import { examineSources, previewSources } from '@studio/services/batches'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/** What a batch is going to be made of, before there is one. */
export const batchSourcesRouter = router({
  /** Changes nothing; a mutation because tens of thousands of ids have no room in an address. */
  examine: procedure
    .input(examineSourcesInput)
    .output(examinedView)
    .mutation(({ ctx, input }) => examineSources(ctx.actor, input, ctx.deps)),

  preview: procedure
    .input(previewSourcesInput)
    .output(z.object({ items: z.array(sourcePreview) }))
    .mutation(({ ctx, input }) => previewSources(ctx.actor, input, ctx.deps)),
})
