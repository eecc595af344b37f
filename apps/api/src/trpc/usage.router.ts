import { pageOf } from '@studio/core/kernel'
import {
  deletedUsageView,
  deleteUsageInput,
  listUsageInput,
  recordUsageInput,
  usageEventView,
  usageSettings,
} from '@studio/core/usage'
import {
  changeUsageSettings,
  deleteUsage,
  listUsage,
  readUsageSettings,
  recordFeature,
} from '@studio/services/usage'
import { procedure, router } from './trpc.ts'

/** What is written down about the account's use of the studio. */
export const usageRouter = router({
  list: procedure
    .input(listUsageInput)
    .output(pageOf(usageEventView))
    .query(({ ctx, input }) => listUsage(ctx.actor, input, ctx.deps)),

  record: procedure
    .input(recordUsageInput)
    .mutation(({ ctx, input }) => recordFeature(ctx.actor, input, ctx.deps)),

  delete: procedure
    .input(deleteUsageInput)
    .output(deletedUsageView)
    .mutation(({ ctx, input }) => deleteUsage(ctx.actor, input, ctx.deps)),

  settings: procedure.output(usageSettings).query(({ ctx }) => readUsageSettings(ctx.actor, ctx.deps)),

  changeSettings: procedure
    .input(usageSettings)
    .output(usageSettings)
    .mutation(({ ctx, input }) => changeUsageSettings(ctx.actor, input, ctx.deps)),
})
