import { analysisView, editAnalysisInput } from '@studio/core/analyses'
import { assetInput } from '@studio/core/assets'
import { editAnalysis, readAnalysis, repeatAnalysis, resetAnalysis } from '@studio/services/analyses'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** What is known of the contents of pictures. */
export const analysesRouter = router({
  get: procedure
    .meta(
      operation('GET /assets/{id}/analysis', {
        id: 'getAnalysis',
        summary: 'Read what is known of an asset’s contents',
        description:
          'Uploads are analysed once, by themselves, but for those of test tokens. It costs no credits.',
        scope: 'assets:read',
        errors: ['not_found'],
      }),
    )
    .input(assetInput)
    .output(analysisView)
    .query(({ ctx, input }) => readAnalysis(ctx.actor, input, ctx.deps)),

  edit: procedure
    .meta(
      operation('PUT /assets/{id}/analysis', {
        id: 'editAnalysis',
        summary: 'Describe an asset yourself',
        description: 'Stands in the place of what was found, all of it. What was found is kept beside it.',
        scope: 'assets:write',
        errors: ['not_found'],
      }),
    )
    .input(editAnalysisInput)
    .output(analysisView)
    .mutation(({ ctx, input }) => editAnalysis(ctx.actor, input, ctx.deps)),

  reset: procedure
    .input(assetInput)
    .output(analysisView)
    .mutation(({ ctx, input }) => resetAnalysis(ctx.actor, input, ctx.deps)),

  repeat: procedure
    .input(assetInput)
    .output(analysisView)
    .mutation(({ ctx, input }) => repeatAnalysis(ctx.actor, input, ctx.deps)),
})
