import { createExportInput, exportInput, exportView, listExportsInput } from '@studio/core/exports'
import { pageOf } from '@studio/core/kernel'
import { createExport, deleteExport, listExports, readExport } from '@studio/services/exports'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Archives of everything, or of chosen pictures. */
export const exportsRouter = router({
  create: procedure
    .meta(
      operation('POST /exports', {
        id: 'createExport',
        summary: 'Have an archive made',
        description:
          'Of everything there is about the account, or of the pictures that are named. Poll it, or wait for the ' +
          'event `export.ready`; the archive can be fetched for seven days.',
        scope: 'exports:write',
        status: 202,
        errors: ['request_in_progress', 'not_found'],
      }),
    )
    .input(createExportInput)
    .output(exportView)
    .mutation(({ ctx, input }) => createExport(ctx.actor, input, ctx.deps)),

  list: procedure
    .input(listExportsInput)
    .output(pageOf(exportView))
    .query(({ ctx, input }) => listExports(ctx.actor, input, ctx.deps)),

  get: procedure
    .meta(
      operation('GET /exports/{id}', {
        id: 'getExport',
        summary: 'Read an export',
        description: 'Once it is ready, `url` is a signed address that works for 15 minutes.',
        scope: 'exports:write',
        errors: ['not_found'],
      }),
    )
    .input(exportInput)
    .output(exportView)
    .query(({ ctx, input }) => readExport(ctx.actor, input, ctx.deps)),

  delete: procedure
    .input(exportInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteExport(ctx.actor, input, ctx.deps)),
})
