import {
  callerView,
  createTokenInput,
  listTokensInput,
  newTokenView,
  revokeTokenInput,
  rotateTokenInput,
  tokenPage,
} from '@studio/core/tokens'
import { createToken, describeCaller, listTokens, revokeToken, rotateToken } from '@studio/services/tokens'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Personal Access Tokens: made, replaced and ended by people; used by programs. */
export const tokensRouter = router({
  caller: procedure
    .meta(
      operation('GET /me', {
        id: 'getCaller',
        summary: 'Who calls',
        description: 'The account, what this token may do, and the credit balance.',
        scope: null,
      }),
    )
    .output(callerView)
    .query(({ ctx }) => describeCaller(ctx.actor, ctx.deps)),

  list: procedure
    .input(listTokensInput)
    .output(tokenPage)
    .query(({ ctx, input }) => listTokens(ctx.actor, input, ctx.deps)),

  create: procedure
    .input(createTokenInput)
    .output(newTokenView)
    .mutation(({ ctx, input }) => createToken(ctx.actor, input, ctx.deps)),

  rotate: procedure
    .input(rotateTokenInput)
    .output(newTokenView)
    .mutation(({ ctx, input }) => rotateToken(ctx.actor, input, ctx.deps)),

  revoke: procedure
    .input(revokeTokenInput)
    .mutation(({ ctx, input }) => revokeToken(ctx.actor, input, ctx.deps)),
})
