import { describe, expect, it } from 'vitest'
import { isPast, notPast, RETENTION_RULES, type RetainedThing, retentionCutoff } from './rules.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')

/** What each rule promises, written down a second time; a rule that is missing here does not compile. */
const CUTOFFS: Record<RetainedThing, string> = {
  session: '2026-11-22T12:00:00.000Z',
  quote: '2026-11-21T12:00:00.000Z',
  abandonedUpload: '2026-11-21T12:00:00.000Z',
  requestLog: '2026-10-23T12:00:00.000Z',
  export: '2026-11-15T12:00:00.000Z',
  storedAnswer: '2026-11-21T12:00:00.000Z',
  delivery: '2026-10-23T12:00:00.000Z',
  mailLink: '2026-11-22T12:00:00.000Z',
  providerVisit: '2026-11-22T12:00:00.000Z',
  signIn: '2026-08-24T12:00:00.000Z',
  attemptCounter: '2026-11-22T12:00:00.000Z',
  storeVisit: '2026-11-22T12:00:00.000Z',
  storeNotice: '2026-11-15T12:00:00.000Z',
  receipt: '2026-10-23T12:00:00.000Z',
}

describe.each(Object.entries(CUTOFFS) as [RetainedThing, string][])('retention of %s', (thing, cutoff) => {
  it(`ends, to the millisecond, for what dates from ${cutoff}`, () => {
    const last = new Date(cutoff)
    expect(retentionCutoff(thing, NOW)).toEqual(last)
    expect(isPast(thing, last, NOW)).toBe(true)
    expect(isPast(thing, new Date(last.getTime() + 1), NOW)).toBe(false)
  })

  it('says what it is about and why, in a sentence', () => {
    expect(RETENTION_RULES[thing].noun).toMatch(/^[a-z]/)
    expect(RETENTION_RULES[thing].reason).toMatch(/^[A-Z].+\.$/)
  })
})

it('readers leave out by the very rule that the sweep removes by', () => {
  expect(notPast('requestLog', NOW)).toEqual({ createdAt: { gt: new Date(CUTOFFS.requestLog) } })
  expect(notPast('mailLink', NOW)).toEqual({ expiresAt: { gt: NOW } })
})

it('asking does not change the moment that was given', () => {
  const now = new Date(NOW)
  retentionCutoff('quote', now)
  expect(now).toEqual(NOW)
})
