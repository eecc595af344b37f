import { describe, expect, it } from 'vitest'
import { RETENTION_RULES, type RetainedThing, retentionCutoff } from './rules.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')

describe('retention', () => {
  it.each<[RetainedThing, string]>([
    ['session', '2026-11-22T12:00:00.000Z'],
    ['quote', '2026-11-21T12:00:00.000Z'],
    ['abandonedUpload', '2026-11-21T12:00:00.000Z'],
  ])('of a %s ends, to the millisecond, for what dates from %s', (thing, cutoff) => {
    expect(retentionCutoff(thing, NOW).toISOString()).toBe(cutoff)
  })

  it('has a case above for every rule, and every rule says why', () => {
    expect(Object.keys(RETENTION_RULES).sort()).toEqual(['abandonedUpload', 'quote', 'session'])
    for (const { reason } of Object.values(RETENTION_RULES)) expect(reason).toMatch(/^[A-Z].+\.$/)
  })

  it('does not change the moment it was given', () => {
    const now = new Date(NOW)
    retentionCutoff('quote', now)
    expect(now).toEqual(NOW)
  })
})
