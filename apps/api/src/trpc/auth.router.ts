import {
  accountView,
  confirmedEmail,
  forgotPasswordInput,
  mailLinkInput,
  resetPasswordInput,
  signInInput,
  signInProviderView,
  signUpInput,
} from '@studio/core/accounts'
import {
  confirmEmail,
  forgetPassword,
  readAccount,
  resetPassword,
  type StartedSession,
  signIn,
  signOut,
  signUp,
} from '@studio/services/accounts'
import { listProviders } from '@studio/services/identities'
import type { Actor } from '@studio/services/kernel'
import { z } from 'zod'
import { type Context, procedure, router } from './trpc.ts'

/** Signing up, in and out, and links by mail. */
export const authRouter = router({
  signUp: procedure
    .input(signUpInput)
    .output(accountView)
    .mutation(async ({ ctx, input }) => welcome(await signUp(ctx.actor, input, ctx.visitor, ctx.deps), ctx)),

  signIn: procedure
    .input(signInInput)
    .output(accountView)
    .mutation(async ({ ctx, input }) => welcome(await signIn(ctx.actor, input, ctx.visitor, ctx.deps), ctx)),

  signOut: procedure.mutation(async ({ ctx }) => {
    ctx.setCookie(await signOut(ctx.actor, ctx.deps))
  }),

  /** The signed-in account, or null: not being signed in is no error here. */
  session: procedure
    .output(accountView.nullable())
    .query(({ ctx }) => (ctx.actor.kind === 'account' ? readAccount(ctx.actor, ctx.deps) : null)),

  /** Whom one can sign in with instead of a password. */
  providers: procedure
    .output(z.array(signInProviderView))
    .query(({ ctx }) => listProviders(ctx.actor, ctx.deps)),

  forgotPassword: procedure
    .input(forgotPasswordInput)
    .mutation(({ ctx, input }) => forgetPassword(ctx.actor, input, ctx.visitor, ctx.deps)),

  // Links by mail are followed by writing: what a browser reads ahead, or a log of addresses keeps, uses none up.
  resetPassword: procedure
    .input(resetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword(ctx.actor, input, ctx.deps)),

  confirmEmail: procedure
    .input(mailLinkInput)
    .output(confirmedEmail)
    .mutation(({ ctx, input }) => confirmEmail(ctx.actor, input, ctx.deps)),
})

function welcome({ accountId, sessionId, cookie }: StartedSession, ctx: Context) {
  ctx.setCookie(cookie)
  const actor: Actor = { kind: 'account', accountId, sessionId }
  return readAccount(actor, ctx.deps)
}
