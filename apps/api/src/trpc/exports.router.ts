import { createExportInput, exportInput, exportView, listExportsInput } from '@studio/core/exports'
import { pageOf } from '@studio/core/kernel'
import { createExport, deleteExport, listExports, readExport } from '@studio/services/exports'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/** Archives of everything, or of chosen pictures. */
export const exportsRouter = router({
  create: procedure
    .input(createExportInput)
    .output(exportView)
    .mutation(({ ctx, input }) => createExport(ctx.actor, input, ctx.deps)),

  list: procedure
    .input(listExportsInput)
    .output(pageOf(exportView))
    .query(({ ctx, input }) => listExports(ctx.actor, input, ctx.deps)),

  get: procedure
    .input(exportInput)
    .output(exportView)
    .query(({ ctx, input }) => readExport(ctx.actor, input, ctx.deps)),

  delete: procedure
    .input(exportInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteExport(ctx.actor, input, ctx.deps)),
})
