import {
  creditsView,
  entryView,
  grantView,
  listEntriesInput,
  statementSchema,
  usageView,
} from '@studio/core/credits'
import { pageOf } from '@studio/core/kernel'
import {
  listEntries,
  listOpenGrants,
  readBalance,
  readStatement,
  summarizeUsage,
} from '@studio/services/credits'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** The account's credits and the statement that proves them. */
export const creditsRouter = router({
  balance: procedure
    .meta(
      operation('GET /credits', {
        id: 'getCredits',
        summary: 'Read the balance',
        scope: 'credits:read',
      }),
    )
    .output(creditsView)
    .query(({ ctx }) => readBalance(ctx.actor, ctx.deps)),

  entries: procedure
    .meta(
      operation('GET /credits/entries', {
        id: 'listEntries',
        summary: 'List the statement',
        description: 'Every movement of credits, newest first, with its cause and the chain that proves it.',
        scope: 'credits:read',
      }),
    )
    .input(listEntriesInput)
    .output(pageOf(entryView))
    .query(({ ctx, input }) => listEntries(ctx.actor, input, ctx.deps)),

  grants: procedure.output(z.array(grantView)).query(({ ctx }) => listOpenGrants(ctx.actor, ctx.deps)),

  usage: procedure.output(usageView).query(({ ctx }) => summarizeUsage(ctx.actor, ctx.deps)),

  statement: procedure.output(statementSchema).query(({ ctx }) => readStatement(ctx.actor, ctx.deps)),
})
