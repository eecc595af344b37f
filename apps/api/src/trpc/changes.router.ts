import type { ChangeView } from '@studio/core/events'
import { DomainError } from '@studio/core/kernel'
import { storedSessionId } from '@studio/services/accounts'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import type { Change } from '../http/change-hub.ts'
import { procedure, router } from './trpc.ts'

/**
 * The live channel of a browser: what changed, so that it knows what to read again. It begins with `resync`,
 * also after every reconnect: whatever happened before the channel was open has to be read.
 */
export const changesRouter = router({
  watch: procedure
    .input(z.object({ lastEventId: z.string().nullish() }).optional())
    .subscription(({ ctx, signal = new AbortController().signal }) => {
      // Refusals are thrown before the channel is open: a browser comes back by itself to one that broke.
      if (ctx.actor.kind !== 'account') throw new DomainError('not_signed_in', 'Sign in to see what changes.')
      const { accountId, sessionId } = ctx.actor
      return tell(ctx.changes.watch({ accountId, sessionId: storedSessionId(sessionId) }, signal))
    }),
})

async function* tell(changes: AsyncIterable<Change>) {
  const resync: ChangeView = { type: 'resync', subjectId: null }
  yield tracked('begin', resync)
  for await (const change of changes) {
    const view: ChangeView = change ? { type: change.type, subjectId: change.subjectId } : resync
    yield tracked(change?.id ?? 'gap', view)
  }
  // The server ended it. Without tRPC's word for "complete" the browser comes back, to this process or the next,
  // and hears there whether its session still stands.
  throw new DOMException('the live channel was ended', 'AbortError')
}
