import { quoteView, workSchema } from '@studio/core/quotes'
import { createQuote } from '@studio/services/quotes'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Prices, before anything starts. */
export const quotesRouter = router({
  create: procedure
    .meta(
      operation('POST /quotes', {
        id: 'createQuote',
        summary: 'Ask what it costs',
        description:
          'The exact price of a piece of work, valid for half an hour. Nothing is held or charged.',
        scope: 'generations:write',
        errors: ['model_retired', 'option_not_supported', 'cut_out_unsure', 'not_found', 'file_unreadable'],
      }),
    )
    .input(workSchema)
    .output(quoteView)
    .mutation(({ ctx, input }) => createQuote(ctx.actor, input, ctx.deps)),
})
