import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAfterFailure, FAILURES, type FailureCode, failureWords } from './failure.ts'

const LATER = ['2 s', '4 s', '8 s', '16 s', 'fail']
const ONCE = ['0.5 s', 'fail']
const NEVER = ['fail']

/** What follows the first, second, … failed attempt of the same kind. This table is the specification. */
const SPECIFICATION: Record<FailureCode, string[]> = {
  overloaded: LATER,
  rate_limited: LATER,
  unreachable: LATER,
  storage_unavailable: LATER,
  blocked_output: ONCE,
  blocked_recitation: ONCE,
  no_image: ONCE,
  bad_image: ONCE,
  bad_answer: ONCE,
  timed_out: ONCE,
  internal: ONCE,
  blocked_prompt: NEVER,
  quota_exhausted: NEVER,
  model_gone: NEVER,
  refused_request: NEVER,
  not_configured: NEVER,
  source_gone: NEVER,
  source_unreadable: NEVER,
  cut_out_unsure: NEVER,
  no_product: NEVER,
}

describe('after an output failed', () => {
  it.each(Object.entries(SPECIFICATION) as [FailureCode, string[]][])('with %s: %j', (code, expected) => {
    const followed = expected.map((_, index) => {
      const after = decideAfterFailure({ code }, index + 1, 0)
      return after.action === 'fail' ? 'fail' : `${after.delayMs / 1000} s`
    })
    expect(followed).toEqual(expected)
  })

  it('nothing is tried for ever: from the fifth attempt on, every failure is final', () => {
    for (const code of Object.keys(FAILURES) as FailureCode[])
      for (const attempt of [5, 6, 100])
        expect(decideAfterFailure({ code }, attempt, 0.5).action).toBe('fail')
  })

  it('the provider’s wish for a longer pause is granted, a shorter one is not', () => {
    const after = (retryAfterMs: number) => decideAfterFailure({ code: 'rate_limited', retryAfterMs }, 1, 0)
    expect(after(30_000)).toEqual({ action: 'retry', delayMs: 30_000 })
    expect(after(100)).toEqual({ action: 'retry', delayMs: 2000 })
  })

  it('a pause longer than credits may stay held ends the output instead', () => {
    const after = (retryAfterMs: number) => decideAfterFailure({ code: 'rate_limited', retryAfterMs }, 1, 0)
    expect(after(10 * 60_000)).toEqual({ action: 'retry', delayMs: 600_000 })
    expect(after(10 * 60_000 + 1)).toEqual({ action: 'fail' })
  })

  it('a failure that another try would only repeat is final at once', () => {
    expect(decideAfterFailure({ code: 'timed_out', isFinal: true }, 1, 0)).toEqual({ action: 'fail' })
  })

  it('retries are spread over a quarter of the pause, never before it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (jitter, attempt) => {
          const pauseMs = 2 ** attempt * 1000
          const after = decideAfterFailure({ code: 'overloaded' }, attempt, jitter)
          if (after.action !== 'retry') throw new Error('expected a retry')
          expect(after.delayMs).toBeGreaterThanOrEqual(pauseMs)
          expect(after.delayMs).toBeLessThanOrEqual(pauseMs * 1.25)
          expect(Number.isInteger(after.delayMs)).toBe(true)
        },
      ),
    )
  })
})

describe('the words for a failure', () => {
  it.each(Object.keys(FAILURES) as FailureCode[])(
    '%s are whole sentences with the provider’s name',
    (code) => {
      const words = failureWords(code, 'Gemini')
      expect(words).toMatch(/^[A-Z].*\.$/)
      expect(words).not.toMatch(/[{}]|undefined/)
    },
  )

  it('name who declined', () => {
    expect(failureWords('blocked_output', 'Gemini')).toBe(
      'Gemini declined the picture (safety). Another wording may help.',
    )
  })
})
