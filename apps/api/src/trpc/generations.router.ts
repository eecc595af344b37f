import {
  generationInput,
  generationView,
  lineageInput,
  lineageView,
  listGenerationsInput,
  startGenerationInput,
} from '@studio/core/generations'
import { pageOf } from '@studio/core/kernel'
import {
  cancelGeneration,
  deleteGeneration,
  listGenerations,
  readGeneration,
  readLineage,
  startGeneration,
} from '@studio/services/generations'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Generations and their outputs. */
export const generationsRouter = router({
  start: procedure
    .meta(
      operation('POST /generations', {
        id: 'startGeneration',
        summary: 'Start a generation',
        description:
          'Holds the credits and starts. Name a quote you saw, or with `maxCredits` the most it may cost. ' +
          'Outputs that succeed are charged one by one; those that fail or are cancelled cost nothing.',
        scope: 'generations:write',
        status: 202,
        movesCredits: true,
        errors: [
          'insufficient_credits',
          'price_not_agreed',
          'price_too_high',
          'quote_expired',
          'quote_used',
          'quote_mismatch',
          'model_retired',
          'option_not_supported',
          'cut_out_unsure',
          'not_found',
          'file_unreadable',
        ],
      }),
    )
    .input(startGenerationInput)
    .output(generationView)
    .mutation(({ ctx, input }) => startGeneration(ctx.actor, input, ctx.deps)),

  list: procedure
    .meta(
      operation('GET /generations', {
        id: 'listGenerations',
        summary: 'List generations',
        description: 'Newest first, with their outputs.',
        scope: 'generations:read',
      }),
    )
    .input(listGenerationsInput)
    .output(pageOf(generationView))
    .query(({ ctx, input }) => listGenerations(ctx.actor, input, ctx.deps)),

  get: procedure
    .meta(
      operation('GET /generations/{id}', {
        id: 'getGeneration',
        summary: 'Read a generation',
        description:
          'Outputs with status, asset, failure, recipe and credits. Poll it until `finishedAt` is set.',
        scope: 'generations:read',
        errors: ['not_found'],
      }),
    )
    .input(generationInput)
    .output(generationView)
    .query(({ ctx, input }) => readGeneration(ctx.actor, input, ctx.deps)),

  lineage: procedure
    .meta(
      operation('GET /generations/{id}/lineage', {
        id: 'getLineage',
        summary: 'See what came of what',
        description:
          'What a generation was made from and all that was made from that, through edits and changes by words. ' +
          'With the id of an asset: the family of the output, or all that was made from the upload.',
        scope: 'generations:read',
        errors: ['not_found'],
      }),
    )
    .input(lineageInput)
    .output(lineageView)
    .query(({ ctx, input }) => readLineage(ctx.actor, input, ctx.deps)),

  cancel: procedure
    .meta(
      operation('POST /generations/{id}/cancel', {
        id: 'cancelGeneration',
        summary: 'Cancel what has not started',
        description:
          'What no provider works on yet costs nothing then. What is being made is finished, and charged only if it succeeds.',
        scope: 'generations:write',
        movesCredits: true,
        errors: ['not_found', 'already_ended'],
      }),
    )
    .input(generationInput)
    .output(generationView)
    .mutation(({ ctx, input }) => cancelGeneration(ctx.actor, input, ctx.deps)),

  delete: procedure
    .meta(
      operation('DELETE /generations/{id}', {
        id: 'deleteGeneration',
        summary: 'Delete a generation for good',
        description: 'With the pictures it made. What still runs is given up and not charged.',
        scope: 'generations:write',
        status: 204,
        movesCredits: true,
        errors: ['not_found'],
      }),
    )
    .input(generationInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteGeneration(ctx.actor, input, ctx.deps)),
})
