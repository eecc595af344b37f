import { assetInput, assetView, listAssetsInput } from '@studio/core/assets'
import { pageOf } from '@studio/core/kernel'
import { deleteAsset, listAssets, readAsset } from '@studio/services/assets'
import { procedure, router } from './trpc.ts'

/** The library. Files come in and go out over plain HTTP, beside these. */
export const assetsRouter = router({
  list: procedure
    .input(listAssetsInput)
    .output(pageOf(assetView))
    .query(({ ctx, input }) => listAssets(ctx.actor, input, ctx.deps)),

  get: procedure
    .input(assetInput)
    .output(assetView)
    .query(({ ctx, input }) => readAsset(ctx.actor, input, ctx.deps)),

  delete: procedure.input(assetInput).mutation(({ ctx, input }) => deleteAsset(ctx.actor, input, ctx.deps)),
})
