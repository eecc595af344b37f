import { assetInput, assetView, importAssetInput, listAssetsInput } from '@studio/core/assets'
import { pageOf } from '@studio/core/kernel'
import { deleteAsset, importAsset, listAssets, readAsset } from '@studio/services/assets'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** The library. Files come in and go out over plain HTTP, beside these. */
export const assetsRouter = router({
  list: procedure
    .meta(
      operation('GET /assets', {
        id: 'listAssets',
        summary: 'List assets',
        description: 'Uploads and outputs, newest first.',
        scope: 'assets:read',
      }),
    )
    .input(listAssetsInput)
    .output(pageOf(assetView))
    .query(({ ctx, input }) => listAssets(ctx.actor, input, ctx.deps)),

  get: procedure
    .meta(
      operation('GET /assets/{id}', {
        id: 'getAsset',
        summary: 'Read an asset',
        scope: 'assets:read',
        errors: ['not_found'],
      }),
    )
    .input(assetInput)
    .output(assetView)
    .query(({ ctx, input }) => readAsset(ctx.actor, input, ctx.deps)),

  /** Over REST this is `POST /assets` with JSON, beside the form. */
  importFromUrl: procedure
    .input(importAssetInput)
    .output(assetView)
    .mutation(async ({ ctx, input }) => (await importAsset(ctx.actor, input, ctx.deps)).asset),

  delete: procedure
    .meta(
      operation('DELETE /assets/{id}', {
        id: 'deleteAsset',
        summary: 'Delete an asset for good',
        description: 'Nobody sees it from now on, and its bytes are removed from storage.',
        scope: 'assets:write',
        status: 204,
        errors: ['not_found'],
      }),
    )
    .input(assetInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteAsset(ctx.actor, input, ctx.deps)),
})
