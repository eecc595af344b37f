import type { ChangeView } from '@studio/core/events'
import { requireAccount } from '@studio/services/kernel'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/**
 * The live channel of a browser: what changed, so that it knows what to read again. It begins with `resync`,
 * also after every reconnect: whatever happened before the channel was open has to be read.
 */
export const changesRouter = router({
  watch: procedure
    .input(z.object({ lastEventId: z.string().nullish() }).optional())
    .subscription(async function* ({ ctx, signal = new AbortController().signal }) {
      const changes = ctx.changes.watch(requireAccount(ctx.actor), signal)
      const resync: ChangeView = { type: 'resync', subjectId: null }
      yield tracked('begin', resync)
      for await (const change of changes) {
        const view: ChangeView = change ? { type: change.type, subjectId: change.subjectId } : resync
        yield tracked(change?.id ?? 'gap', view)
      }
    }),
})
