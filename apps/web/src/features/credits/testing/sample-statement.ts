import type { EntryView, GrantView, UsageView } from '@studio/core/credits'
import { PLAN_IDS, PLANS, TOP_UP_PACKS } from '@studio/core/plans'
import type { OrderView, SubscriptionView } from '@studio/core/subscriptions'
import { type Answer, answerCalls } from '../../../testing/answer-calls.ts'

/** The generation that the sample entries are about. */
export const GENERATION_ID = 'gen_01kaaaaaaaaaaaaaaaaaaaaaaa'

const MADE_AT = '2026-11-22T12:00:00.000Z'

/** An entry as the API shows it: a picture that Gemini declined, given back. */
export function sampleEntry(changes: Partial<EntryView> = {}): EntryView {
  const seq = changes.seq ?? 4
  return {
    id: `ent_01kaaaaaaaaaaaaaaaaaaaaaa${seq}`,
    seq,
    kind: 'release',
    credits: 2,
    grantId: null,
    holdId: 'hld_1',
    refundOf: null,
    causeId: 'out_1',
    reason: 'failed:blocked_output',
    words: 'You were not charged: Gemini declined the picture (safety)',
    generationId: GENERATION_ID,
    grantUses: [{ grantId: 'gra_1', credits: 2 }],
    availableAfter: 218,
    heldAfter: 0,
    createdAt: MADE_AT,
    prevHash: 'a'.repeat(64),
    hash: 'b'.repeat(64),
    ...changes,
  }
}

/** A charge of 2 credits, out of 4 that were set aside. */
const CHARGE = sampleEntry({
  seq: 3,
  kind: 'capture',
  words: 'Charged for a picture that was made',
  availableAfter: 216,
  heldAfter: 2,
})

/** A subscription in the middle of its month. */
export function sampleSubscription(changes: Partial<SubscriptionView> = {}): SubscriptionView {
  const dayMs = 86_400_000
  const periodEnd = new Date(Date.now() + 15 * dayMs).toISOString()
  return {
    planId: 'starter',
    plan: PLANS[changes.planId ?? 'starter'],
    nextPlanId: null,
    periodStart: new Date(Date.now() - 15 * dayMs).toISOString(),
    periodEnd,
    paymentDueBy: null,
    nextRenewal: { at: periodEnd, planId: 'starter', cents: 1_900, credits: 250 },
    pendingOrders: [],
    ...changes,
  }
}

/** An order of 500 credits that waits for its payment. */
export const PACK_ORDER: OrderView = {
  id: 'ord_01kaaaaaaaaaaaaaaaaaaaaaaa',
  kind: 'top-up',
  planId: null,
  packId: 'pack-500',
  cents: 3_900,
  credits: 500,
  instructions: 'The operator of this studio confirms it once it is paid.',
  createdAt: MADE_AT,
}

/** What is left of a month of the plan, for another three weeks. */
export function sampleGrant(changes: Partial<GrantView> = {}): GrantView {
  return {
    id: 'gra_1',
    source: 'plan',
    note: '',
    credits: 250,
    remaining: 218,
    createdAt: MADE_AT,
    expiresAt: new Date(Date.now() + 21 * 86_400_000).toISOString(),
    ...changes,
  }
}

const usage: UsageView = {
  balanceByDay: [{ day: new Date().toISOString().slice(0, 10), available: 218, held: 0 }],
  byShot: [],
  byModel: [],
}

/** Answers everything that the credits screen asks, with real plans and packs; `changes` replace answers. */
export function answerCredits(changes: Record<string, Answer> = {}): void {
  answerCalls({
    'shots.list': () => [],
    'credits.balance': () => ({ available: 218, held: 0 }),
    'credits.usage': () => usage,
    'credits.grants': () => [sampleGrant()],
    'credits.entries': () => ({ items: [sampleEntry(), CHARGE], nextCursor: null }),
    'subscription.get': () => sampleSubscription(),
    'subscription.offers': () => ({ plans: PLAN_IDS.map((id) => PLANS[id]), packs: TOP_UP_PACKS }),
    ...changes,
  })
}
