import { TOP_UP_PACKS } from '@studio/core/plans'
import {
  buyTopUpInput,
  changePlanInput,
  orderView,
  planView,
  subscriptionView,
} from '@studio/core/subscriptions'
import {
  buyTopUp,
  cancelOrders,
  changePlan,
  listPlans,
  readSubscription,
} from '@studio/services/subscriptions'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

const packView = z.object({ id: z.string(), credits: z.number().int(), cents: z.number().int() })

/** What the account pays for. */
export const subscriptionRouter = router({
  get: procedure.output(subscriptionView).query(({ ctx }) => readSubscription(ctx.actor, ctx.deps)),

  /** What is on offer; the same for everybody. */
  offers: procedure
    .output(z.object({ plans: z.array(planView), packs: z.array(packView) }))
    .query(() => ({ plans: listPlans(), packs: [...TOP_UP_PACKS] })),

  changePlan: procedure
    .input(changePlanInput)
    .output(subscriptionView)
    .mutation(({ ctx, input }) => changePlan(ctx.actor, input, ctx.deps)),

  buyTopUp: procedure
    .input(buyTopUpInput)
    .output(orderView)
    .mutation(({ ctx, input }) => buyTopUp(ctx.actor, input, ctx.deps)),

  /** Withdraws what was ordered and not paid. */
  cancelOrders: procedure.output(subscriptionView).mutation(({ ctx }) => cancelOrders(ctx.actor, ctx.deps)),
})
