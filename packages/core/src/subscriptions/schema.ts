import { z } from 'zod'
import { PLAN_IDS, TOP_UP_PACKS } from '../plans/index.ts'

const planId = z.enum(PLAN_IDS)

/** A plan as the doors show it. */
export const planView = z.object({
  id: planId,
  name: z.string(),
  centsPerMonth: z.number().int(),
  creditsPerMonth: z.number().int(),
  rollOverPeriods: z.number().int(),
  limits: z.object({
    concurrentOutputs: z.number().int(),
    batchItems: z.number().int(),
    stores: z.number().int(),
    tokens: z.number().int(),
  }),
})

/** Something ordered that waits for its payment to be confirmed. */
export const orderView = z.object({
  id: z.string(),
  kind: z.enum(['plan', 'top-up']),
  planId: planId.nullable(),
  packId: z.string().nullable(),
  cents: z.number().int(),
  credits: z.number().int().describe('What it brings once it is paid.'),
  instructions: z.string().describe('What happens next, in a sentence.'),
  createdAt: z.string(),
})

/** The account's subscription as the doors show it. */
export const subscriptionView = z.object({
  planId,
  plan: planView.describe('The plan as it was bought; it holds until the period ends.'),
  nextPlanId: planId.nullable().describe('What it becomes at the end of the period.'),
  periodStart: z.string(),
  periodEnd: z.string(),
  paymentDueBy: z
    .string()
    .nullable()
    .describe('While this period is not paid for: when the plan ends unless it is.'),
  nextRenewal: z
    .object({ at: z.string(), planId, cents: z.number().int(), credits: z.number().int() })
    .describe('What the next period costs and brings.'),
  pendingOrders: z.array(orderView),
})

/** The account's subscription as the doors show it. */
export type SubscriptionView = z.infer<typeof subscriptionView>

/** Something ordered that waits for its payment. */
export type OrderView = z.infer<typeof orderView>

/** Which plan to change to; `free` cancels at the end of the period. */
export const changePlanInput = z.object({ planId })

/** Which pack to buy. */
export const buyTopUpInput = z.object({
  packId: z.enum(TOP_UP_PACKS.map(({ id }) => id) as [string, ...string[]]),
})
