import { quoteView, workSchema } from '@studio/core/quotes'
import { createQuote } from '@studio/services/quotes'
import { procedure, router } from './trpc.ts'

/** Prices, before anything starts. */
export const quotesRouter = router({
  create: procedure
    .input(workSchema)
    .output(quoteView)
    .mutation(({ ctx, input }) => createQuote(ctx.actor, input, ctx.deps)),
})
