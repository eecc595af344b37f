import { createHash } from 'node:crypto'
import { type PlanId, REQUEST_WINDOW_SECONDS, REQUESTS_PER_WINDOW } from '@studio/core/plans'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Deps } from '../kernel/index.ts'

/** Where an account stands in its window. */
export type RequestAllowance = {
  isAllowed: boolean
  limit: number
  remaining: number
  windowSeconds: number
  /** Until the window ends and all of it is there again. */
  resetSeconds: number
}

/** Counts calls of the public API. */
export type RequestCounter = {
  count(accountId: string, planId: PlanId): Promise<RequestAllowance>
}

/** Into how many shares a window's calls are dealt out: the larger, the more often a process asks the database. */
const SHARES = 20

/** What this process may still spend of an account's window without asking. */
type Share = { left: number; remainingInStore: number; endsAtMs: number; asking: Promise<void> | undefined }

/**
 * Opens a counter that all API processes share. The count is kept in PostgreSQL; a process takes a twentieth of
 * the window at a time and spends it by itself, so that nineteen of twenty calls wait for nothing. No account
 * ever gets more than its limit; one that spreads its calls over several processes may be stopped a few early.
 */
export function openRequestCounter({ attempts }: Pick<Deps, 'attempts'>): RequestCounter {
  const shares = new Map<string, Share>()
  const limiters = new Map<PlanId, RateLimiterPostgres>()

  const limiterOf = (planId: PlanId): RateLimiterPostgres => {
    const known = limiters.get(planId)
    if (known) return known
    const limiter = new RateLimiterPostgres({
      storeClient: attempts.pool,
      storeType: 'pool',
      tableName: attempts.tableName,
      tableCreated: true,
      keyPrefix: `requests:${planId}`,
      clearExpiredByTimeout: false,
      points: REQUESTS_PER_WINDOW[planId],
      duration: REQUEST_WINDOW_SECONDS,
    })
    limiters.set(planId, limiter)
    return limiter
  }

  /** Takes the next share from the database. When nothing is left there, remembers that until the window ends. */
  async function takeShare(accountId: string, planId: PlanId, share: Share): Promise<void> {
    const isFresh = share.endsAtMs <= Date.now()
    const full = Math.ceil(REQUESTS_PER_WINDOW[planId] / SHARES)
    const wanted = isFresh ? full : Math.max(1, Math.min(full, share.remainingInStore))
    let taken = wanted
    const answer = await limiterOf(planId)
      // The account's id is not kept: its counters would outlive it by a minute.
      .consume(createHash('sha256').update(accountId).digest('hex'), wanted)
      .catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        // Others took some meanwhile: what was left of the limit before this is still ours.
        taken = Math.max(0, wanted - (refusal.consumedPoints - REQUESTS_PER_WINDOW[planId]))
        return refusal
      })
    share.left = taken
    share.remainingInStore = Math.max(0, answer.remainingPoints)
    share.endsAtMs = Date.now() + answer.msBeforeNext
  }

  function forgetOld(): void {
    const now = Date.now()
    for (const [key, { endsAtMs, asking }] of shares) if (endsAtMs <= now && !asking) shares.delete(key)
  }

  return {
    async count(accountId, planId) {
      const key = `${planId}:${accountId}`
      let share = shares.get(key)
      if (!share) {
        if (shares.size > 10_000) forgetOld()
        share = { left: 0, remainingInStore: 0, endsAtMs: 0, asking: undefined }
        shares.set(key, share)
      }
      const isOver = () => share.endsAtMs <= Date.now()
      while (isOver() || (share.left === 0 && share.remainingInStore > 0)) {
        share.asking ??= takeShare(accountId, planId, share).finally(() => {
          share.asking = undefined
        })
        await share.asking
      }
      const isAllowed = share.left > 0
      if (isAllowed) share.left--
      return {
        isAllowed,
        limit: REQUESTS_PER_WINDOW[planId],
        remaining: share.left + share.remainingInStore,
        windowSeconds: REQUEST_WINDOW_SECONDS,
        resetSeconds: Math.max(1, Math.ceil((share.endsAtMs - Date.now()) / 1000)),
      }
    },
  }
}
