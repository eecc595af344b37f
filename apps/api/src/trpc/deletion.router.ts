import { deletionSummary, deletionView, requestDeletionInput } from '@studio/core/deletions'
import { signOut } from '@studio/services/accounts'
import { cancelDeletion, readDeletion, requestDeletion, summarizeAccount } from '@studio/services/deletions'
import { procedure, router } from './trpc.ts'

/** Deleting the account that asks. */
export const deletionRouter = router({
  /** What would go. */
  summary: procedure.output(deletionSummary).query(({ ctx }) => summarizeAccount(ctx.actor, ctx.deps)),

  /** The deletion that waits for its day; null when there is none. */
  get: procedure.output(deletionView.nullable()).query(({ ctx }) => readDeletion(ctx.actor, ctx.deps)),

  request: procedure
    .input(requestDeletionInput)
    .output(deletionView)
    .mutation(async ({ ctx, input }) => {
      const deletion = await requestDeletion(ctx.actor, input, ctx.deps)
      // The session is gone with the account's doors; the browser need not keep its cookie.
      if (deletion.status !== 'scheduled') ctx.setCookie(await signOut({ kind: 'anonymous' }, ctx.deps))
      return deletion
    }),

  cancel: procedure.mutation(({ ctx }) => cancelDeletion(ctx.actor, ctx.deps)),
})
