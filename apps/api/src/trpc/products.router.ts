import { pageOf } from '@studio/core/kernel'
import {
  importProblemView,
  importProductsInput,
  listProductsInput,
  productIdsInput,
  productIdsView,
  productInput,
  productSourcesInput,
  productSourceView,
  productTypeView,
  productView,
  storeInput,
} from '@studio/core/stores'
import {
  importProducts,
  listImportProblems,
  listProductIds,
  listProductSources,
  listProducts,
  listProductTypes,
  readProduct,
} from '@studio/services/stores'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** The mirrored products of connected stores. Small copies of their pictures go out over plain HTTP, beside these. */
export const productsRouter = router({
  list: procedure
    .meta(
      operation('GET /stores/{id}/products', {
        id: 'listProducts',
        summary: 'List the products of a store',
        description: 'As they were when they were last read from the store, by title.',
        scope: 'stores:read',
        errors: ['not_found'],
      }),
    )
    .input(listProductsInput)
    .output(pageOf(productView))
    .query(({ ctx, input }) => listProducts(ctx.actor, input, ctx.deps)),

  ids: procedure
    .input(productIdsInput)
    .output(productIdsView)
    .query(({ ctx, input }) => listProductIds(ctx.actor, input, ctx.deps)),

  get: procedure
    .input(productInput)
    .output(productView)
    .query(({ ctx, input }) => readProduct(ctx.actor, input, ctx.deps)),

  types: procedure
    .input(storeInput)
    .output(z.object({ items: z.array(productTypeView) }))
    .query(({ ctx, input }) => listProductTypes(ctx.actor, input, ctx.deps)),

  import: procedure
    .input(importProductsInput)
    .output(z.object({ queued: z.number().int().describe('Pictures that are on their way.') }))
    .mutation(({ ctx, input }) => importProducts(ctx.actor, input, ctx.deps)),

  sources: procedure
    .input(productSourcesInput)
    .output(z.object({ items: z.array(productSourceView) }))
    .query(({ ctx, input }) => listProductSources(ctx.actor, input, ctx.deps)),

  importProblems: procedure
    .input(storeInput)
    .output(z.object({ items: z.array(importProblemView) }))
    .query(({ ctx, input }) => listImportProblems(ctx.actor, input, ctx.deps)),
})
