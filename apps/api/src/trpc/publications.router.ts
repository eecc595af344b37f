import { pageOf } from '@studio/core/kernel'
import {
  listPublicationsInput,
  plannedView,
  planPublicationInput,
  planPublicationsInput,
  preparedView,
  preparePublicationsInput,
  publicationInput,
  publicationsInput,
  publicationView,
  publicationViews,
} from '@studio/core/publications'
import {
  applyPublication,
  approvePublications,
  discardPublications,
  listPublications,
  planAgain,
  planPublication,
  planPublications,
  planUndo,
  preparePublications,
  readPublication,
  undoPublication,
} from '@studio/services/publications'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** What publishing can be refused with wherever the store is asked or about to be. */
const STORE_ERRORS = [
  'not_found',
  'store_locked_out',
  'store_unreachable',
  'store_refused',
  'store_changed',
] as const

/** Publications: planned, approved, made, undone. */
export const publicationsRouter = router({
  prepare: procedure
    .input(preparePublicationsInput)
    .output(preparedView)
    .query(({ ctx, input }) => preparePublications(ctx.actor, input, ctx.deps)),

  plan: procedure
    .meta(
      operation('POST /publications', {
        id: 'planPublication',
        summary: 'Plan a publication',
        description:
          'Shows what would change about a product’s pictures. Nothing is written to the store before it is applied.',
        scope: 'stores:publish',
        status: 201,
        errors: [...STORE_ERRORS, 'asset_not_ready', 'file_type_refused', 'file_unreadable'],
      }),
    )
    .input(planPublicationInput)
    .output(publicationView)
    .mutation(({ ctx, input }) => planPublication(ctx.actor, input, ctx.deps)),

  planMany: procedure
    .input(planPublicationsInput)
    .output(plannedView)
    .mutation(({ ctx, input }) => planPublications(ctx.actor, input, ctx.deps)),

  replan: procedure
    .input(publicationInput)
    .output(publicationView)
    .mutation(({ ctx, input }) => planAgain(ctx.actor, input, ctx.deps)),

  list: procedure
    .meta(
      operation('GET /publications', {
        id: 'listPublications',
        summary: 'List publications',
        description: 'Newest first: of a store, of one product, or of what was planned together.',
        scope: 'stores:read',
        errors: ['not_found'],
      }),
    )
    .input(listPublicationsInput)
    .output(pageOf(publicationView))
    .query(({ ctx, input }) => listPublications(ctx.actor, input, ctx.deps)),

  get: procedure
    .meta(
      operation('GET /publications/{id}', {
        id: 'getPublication',
        summary: 'Read a publication',
        description:
          'The plan, how far it is, and what came of it. Poll it until `finishedAt` is set, or wait for the event.',
        scope: 'stores:read',
        errors: ['not_found'],
      }),
    )
    .input(publicationInput)
    .output(publicationView)
    .query(({ ctx, input }) => readPublication(ctx.actor, input, ctx.deps)),

  discard: procedure
    .input(publicationsInput)
    .output(z.void())
    .mutation(({ ctx, input }) => discardPublications(ctx.actor, input, ctx.deps)),

  approve: procedure
    .input(publicationsInput)
    .output(publicationViews)
    .mutation(({ ctx, input }) => approvePublications(ctx.actor, input, ctx.deps)),

  applyOne: procedure
    .meta(
      operation('POST /publications/{id}/apply', {
        id: 'applyPublication',
        summary: 'Make a planned publication',
        description:
          'Approves the plan: it is made step by step and read back. If the product was changed since, nothing is done.',
        scope: 'stores:publish',
        status: 202,
        errors: ['not_found', 'already_ended', 'store_locked_out'],
      }),
    )
    .input(publicationInput)
    .output(publicationView)
    .mutation(({ ctx, input }) => applyPublication(ctx.actor, input, ctx.deps)),

  planUndo: procedure
    .input(publicationInput)
    .output(publicationView)
    .mutation(({ ctx, input }) => planUndo(ctx.actor, input, ctx.deps)),

  undo: procedure
    .meta(
      operation('POST /publications/{id}/undo', {
        id: 'undoPublication',
        summary: 'Undo a publication',
        description:
          'Puts the product’s pictures back to how they were, by a publication of its own, which is answered. If their order, their texts or what a variant shows was changed in the store since, nothing is overwritten: `409 store_changed` names the plan that was made, to be read, and to be applied if it is what you want.',
        scope: 'stores:publish',
        status: 202,
        errors: [...STORE_ERRORS, 'already_ended'],
      }),
    )
    .input(publicationInput)
    .output(publicationView)
    .mutation(({ ctx, input }) => undoPublication(ctx.actor, input, ctx.deps)),
})
