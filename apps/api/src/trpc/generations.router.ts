import {
  generationInput,
  generationView,
  listGenerationsInput,
  startGenerationInput,
} from '@studio/core/generations'
import { pageOf } from '@studio/core/kernel'
import {
  cancelGeneration,
  deleteGeneration,
  listGenerations,
  readGeneration,
  startGeneration,
} from '@studio/services/generations'
import { procedure, router } from './trpc.ts'

/** Generations and their outputs. */
export const generationsRouter = router({
  start: procedure
    .input(startGenerationInput)
    .output(generationView)
    .mutation(({ ctx, input }) => startGeneration(ctx.actor, input, ctx.deps)),

  list: procedure
    .input(listGenerationsInput)
    .output(pageOf(generationView))
    .query(({ ctx, input }) => listGenerations(ctx.actor, input, ctx.deps)),

  get: procedure
    .input(generationInput)
    .output(generationView)
    .query(({ ctx, input }) => readGeneration(ctx.actor, input, ctx.deps)),

  cancel: procedure
    .input(generationInput)
    .output(generationView)
    .mutation(({ ctx, input }) => cancelGeneration(ctx.actor, input, ctx.deps)),

  delete: procedure
    .input(generationInput)
    .mutation(({ ctx, input }) => deleteGeneration(ctx.actor, input, ctx.deps)),
})
