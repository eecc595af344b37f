import { describe, expect, it } from 'vitest'
import { changeView, EVENT_TYPES } from './schema.ts'

describe('an event', () => {
  it('is named noun.happened, once', () => {
    for (const type of EVENT_TYPES) expect(type).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/)
    expect(new Set(EVENT_TYPES).size).toBe(EVENT_TYPES.length)
  })

  it('reaches the browser as its type and its subject, without facts', () => {
    const change = { type: 'output.failed', subjectId: 'gen_1' }
    expect(changeView.parse({ ...change, facts: { outputId: 'out_1' } })).toEqual(change)
    expect(changeView.parse({ type: 'resync', subjectId: null })).toEqual({ type: 'resync', subjectId: null })
    expect(changeView.safeParse({ ...change, type: 'output.vanished' }).success).toBe(false)
  })
})
