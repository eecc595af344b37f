import { pageOf } from '@studio/core/kernel'
import {
  changeSavedShotInput,
  favouriteInput,
  namedSavedShotInput,
  recommendedInput,
  savedShotInput,
  shotView,
} from '@studio/core/shots'
import {
  changeShot,
  deleteShot,
  listRecommended,
  listShots,
  saveShot,
  setFavourite,
} from '@studio/services/shots'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** The shot gallery: the catalogue, the same for everybody, and what an account makes of it. */
export const shotsRouter = router({
  list: procedure.output(z.array(shotView)).query(({ ctx }) => listShots(ctx.actor, ctx.deps)),

  /** All of them as one page, in the form of every list of the public API. */
  page: procedure
    .meta(
      operation('GET /shots', {
        id: 'listShots',
        summary: 'List shots',
        description:
          'What kind of picture can be made of a product photo, or done to a picture. With the scope ' +
          '`generations:read` the shots that the account saved come first, and favourites are marked. One page has all.',
        scope: null,
      }),
    )
    .output(pageOf(shotView))
    .query(async ({ ctx }) => ({ items: await listShots(ctx.actor, ctx.deps), nextCursor: null })),

  /** The ids of the shots that suit the products on these photos, best first. */
  recommended: procedure
    .input(recommendedInput)
    .output(z.array(z.string()))
    .query(({ ctx, input }) => listRecommended(ctx.actor, input, ctx.deps)),

  save: procedure
    .meta(
      operation('POST /shots', {
        id: 'saveShot',
        summary: 'Save a shot of your own',
        description:
          'A shot of the catalogue, or your own words, with a model, a ratio, a size and options. Use its id as `shotId`.',
        scope: 'generations:write',
        status: 201,
        errors: ['option_not_supported', 'plan_limit'],
      }),
    )
    .input(savedShotInput)
    .output(shotView)
    .mutation(({ ctx, input }) => saveShot(ctx.actor, input, ctx.deps)),

  update: procedure
    .meta(
      operation('PUT /shots/{id}', {
        id: 'changeShot',
        summary: 'Change a saved shot',
        description:
          'All of it: what is left out is empty. Its version rises; what was started keeps its own.',
        scope: 'generations:write',
        errors: ['not_found', 'option_not_supported'],
      }),
    )
    .input(changeSavedShotInput)
    .output(shotView)
    .mutation(({ ctx, input }) => changeShot(ctx.actor, input, ctx.deps)),

  delete: procedure
    .meta(
      operation('DELETE /shots/{id}', {
        id: 'deleteShot',
        summary: 'Delete a saved shot',
        description: 'Pictures that were made with it stay, and so do their recipes.',
        scope: 'generations:write',
        status: 204,
        errors: ['not_found'],
      }),
    )
    .input(namedSavedShotInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteShot(ctx.actor, input, ctx.deps)),

  setFavourite: procedure
    .input(favouriteInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setFavourite(ctx.actor, input, ctx.deps)),
})
