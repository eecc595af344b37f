import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAILURES } from '../generations/index.ts'
import { afterCall, FAILURES_TO_OPEN, freshTraffic, TRIAL_EVERY_MS, takeTurn } from './traffic.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const at = (ms: number) => new Date(NOW.getTime() + ms)
const limit = { perMinute: 60, burst: 3 }
const down = () => {
  let traffic = freshTraffic(limit, NOW)
  for (let failure = 0; failure < FAILURES_TO_OPEN; failure++)
    traffic = afterCall(traffic, { code: 'overloaded' }, NOW)
  return traffic
}

describe('the limit of a provider', () => {
  it('is never exceeded over any time, however calls come: the burst, and then so many a minute', () => {
    const pauses = fc.array(fc.nat(5000), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(pauses, (steps) => {
        let [traffic, ms, calls] = [freshTraffic(limit, NOW), 0, 0]
        for (const step of steps) {
          ms += step
          const turn = takeTurn(traffic, limit, at(ms))
          traffic = turn.next
          if (turn.go) calls++
          expect(calls).toBeLessThanOrEqual(limit.burst + (ms * limit.perMinute) / 60_000 + 1e-6)
        }
      }),
    )
  })

  it('says when to come back, and then lets through', () => {
    const spent = { ...freshTraffic(limit, NOW), tokens: 0 }
    const turn = takeTurn(spent, limit, NOW)
    expect(turn).toMatchObject({ go: false, why: 'limit', waitMs: 1000 })
    expect(takeTurn(turn.next, limit, at(1000))).toMatchObject({ go: true })
  })

  it('is not saved up beyond the burst', () => {
    const turn = takeTurn(freshTraffic(limit, NOW), limit, at(3_600_000))
    expect(turn.next.tokens).toBe(limit.burst - 1)
  })
})

describe('a provider that asks to be left alone', () => {
  it('is, for as long as it said, by everybody', () => {
    const traffic = afterCall(freshTraffic(limit, NOW), { code: 'rate_limited', retryAfterMs: 30_000 }, NOW)
    expect(takeTurn(traffic, limit, at(29_999))).toMatchObject({ go: false, why: 'blocked', waitMs: 1 })
    expect(takeTurn(traffic, limit, at(30_000))).toMatchObject({ go: true })
    expect(afterCall(traffic, { code: 'rate_limited', retryAfterMs: 1000 }, NOW)).toBe(traffic)
  })
})

describe('a provider that fails again and again', () => {
  it('counts as down after so many in a row, and not before', () => {
    expect(down().openedAt).toEqual(NOW)
    const almost = Array.from({ length: FAILURES_TO_OPEN - 1 }).reduce<ReturnType<typeof freshTraffic>>(
      (traffic) => afterCall(traffic, { code: 'unreachable' }, NOW),
      freshTraffic(limit, NOW),
    )
    expect(almost.openedAt).toBeNull()
    expect(afterCall(almost, null, NOW)).toMatchObject({ failures: 0, openedAt: null })
  })

  it('is tried by one at a time, and asked by everybody again once it answers', () => {
    const waiting = takeTurn(down(), limit, at(1))
    expect(waiting).toMatchObject({ go: false, why: 'down' })
    const trial = takeTurn(waiting.next, limit, at(TRIAL_EVERY_MS))
    expect(trial).toMatchObject({ go: true })
    expect(takeTurn(trial.next, limit, at(TRIAL_EVERY_MS))).toMatchObject({ go: false, why: 'down' })
    const answered = afterCall(trial.next, null, at(TRIAL_EVERY_MS))
    expect(takeTurn(answered, limit, at(TRIAL_EVERY_MS))).toMatchObject({ go: true })
    const failed = afterCall(trial.next, { code: 'overloaded' }, at(TRIAL_EVERY_MS))
    expect(takeTurn(failed, limit, at(TRIAL_EVERY_MS + 1))).toMatchObject({ go: false, why: 'down' })
  })

  const blameless = Object.keys(FAILURES).filter(
    (code) => !['overloaded', 'unreachable', 'timed_out', 'rate_limited'].includes(code),
  )
  it.each(blameless)('is not blamed for %s: that says nothing of others', (code) => {
    const traffic = afterCall(down(), { code: code as keyof typeof FAILURES }, NOW)
    expect(traffic).toMatchObject({ failures: 0, openedAt: null })
  })
})
