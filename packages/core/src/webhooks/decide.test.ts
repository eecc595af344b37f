import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideDelivery, describeAnswer, MAX_ATTEMPTS, RETRY_DELAYS_MS } from './decide.ts'

const answered = (status: number) => ({ status, problem: describeAnswer(status) })
const silent = { status: null, problem: 'It did not answer.' }

describe('after a try', () => {
  it.each([200, 201, 202, 204, 299])('%i means that the event arrived', (status) => {
    expect(decideDelivery(answered(status), 1, 0)).toEqual({ action: 'delivered' })
    expect(describeAnswer(status)).toBeNull()
  })

  it.each([301, 302, 307, 308, 400, 401, 404, 408, 429, 500, 502, 503])('%i is tried again', (status) => {
    expect(decideDelivery(answered(status), 1, 0)).toEqual({ action: 'retry', delayMs: 5000 })
    expect(describeAnswer(status)).toContain(String(status))
  })

  it('silence is tried again', () => {
    expect(decideDelivery(silent, 3, 0)).toEqual({ action: 'retry', delayMs: 30 * 60_000 })
  })

  it('410 ends it for good, whichever try it was', () => {
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++)
      expect(decideDelivery(answered(410), attempts, 0)).toEqual({ action: 'disable' })
  })

  it('the last try is the last', () => {
    expect(decideDelivery(silent, MAX_ATTEMPTS, 0)).toEqual({ action: 'failed' })
    expect(decideDelivery(silent, MAX_ATTEMPTS - 1, 0).action).toBe('retry')
  })

  it('tries are spread over days, and no two receivers keep step', () => {
    const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0)
    expect(total / 86_400_000).toBeGreaterThan(3)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_ATTEMPTS - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, jitter) => {
          const decision = decideDelivery(silent, attempts, jitter)
          const delay = RETRY_DELAYS_MS[attempts - 1] ?? 0
          expect(decision).toEqual({ action: 'retry', delayMs: expect.any(Number) })
          if (decision.action !== 'retry') return
          expect(decision.delayMs).toBeGreaterThanOrEqual(delay)
          expect(decision.delayMs).toBeLessThanOrEqual(delay * 1.2 + 1)
        },
      ),
    )
  })
})
