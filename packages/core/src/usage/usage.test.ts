import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../events/index.ts'
import { FEATURES } from './features.ts'
import { eventTypesOf, USAGE_KIND_IDS } from './kinds.ts'
import { listUsageInput, recordUsageInput } from './schema.ts'
import { eventWords } from './words.ts'

describe('usage', () => {
  it.each(EVENT_TYPES)('says %s in a sentence that no other event has', (type) => {
    expect(eventWords(type)).toMatch(/^[A-Z][a-z ]+$/)
    expect(EVENT_TYPES.filter((other) => eventWords(other) === eventWords(type))).toEqual([type])
  })

  it('names the screen that was opened, and no other word that somebody may have sent', () => {
    expect(eventWords('feature.used', { feature: 'library' })).toBe(`You opened ${FEATURES.library}`)
    expect(eventWords('feature.used', { feature: 'a secret' })).toBe('You opened a page')
  })

  it('can be narrowed so that every event is found under exactly one kind', () => {
    const found = USAGE_KIND_IDS.flatMap(eventTypesOf)
    expect(found.toSorted()).toEqual([...EVENT_TYPES].sort())
  })

  it('takes down nothing but screens of ours', () => {
    expect(recordUsageInput.safeParse({ feature: 'library' }).success).toBe(true)
    for (const feature of ['toString', 'my red shoe', '', 7])
      expect(recordUsageInput.safeParse({ feature }).success).toBe(false)
  })

  it.each(['0', '-1', '1.5', 'evt_1', '9'.repeat(19), '1; DROP'])('does not go on from %j', (cursor) => {
    expect(listUsageInput.safeParse({ cursor }).success).toBe(false)
  })
})
