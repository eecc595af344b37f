import { brandKitInput, brandKitView } from '@studio/core/brand-kits'
import { readBrandKit, saveBrandKit } from '@studio/services/brand-kits'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** How the account's brand wants to look. */
export const brandKitRouter = router({
  get: procedure
    .meta(
      operation('GET /brand-kit', {
        id: 'getBrandKit',
        summary: 'Read the brand kit',
        description: 'Colours, logo and words that go into every prompt; empty as long as nothing was saved.',
        scope: 'generations:read',
      }),
    )
    .output(brandKitView)
    .query(({ ctx }) => readBrandKit(ctx.actor, ctx.deps)),

  save: procedure
    .meta(
      operation('PUT /brand-kit', {
        id: 'saveBrandKit',
        summary: 'Save the brand kit',
        description:
          'All of it, in place of what was there. `options.plainPrompt` leaves it out of a single generation.',
        scope: 'generations:write',
        errors: ['not_found', 'asset_not_ready', 'file_unreadable'],
      }),
    )
    .input(brandKitInput)
    .output(brandKitView)
    .mutation(({ ctx, input }) => saveBrandKit(ctx.actor, input, ctx.deps)),
})
