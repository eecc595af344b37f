import { describe, expect, it } from 'vitest'
import { FAILURES } from '../generations/failure.ts'
import type { EntryKind } from './books.ts'
import { entryWords } from './words.ts'

describe('an entry in words', () => {
  it.each<[EntryKind, string, string]>([
    ['grant', 'starting', 'Credits added to begin with'],
    ['grant', 'plan', 'Credits added with your plan'],
    ['grant', 'top-up', 'Credits added with a top-up pack'],
    ['grant', 'proration', 'Credits added for the rest of the month on a larger plan'],
    ['grant', 'operator', 'Credits added by the operator'],
    ['hold', 'started', 'Set aside for a generation that was started'],
    ['capture', 'succeeded', 'Charged for a picture that was made'],
    ['release', 'cancelled', 'Given back for a picture that was cancelled'],
    ['release', 'hold expired', 'Given back for work that never ended'],
    ['release', 'failed:blocked_output', 'You were not charged: Gemini declined the picture (safety)'],
    ['release', 'failed:timed_out', 'You were not charged: Gemini took too long'],
    ['hold', 'batch started', 'Set aside for a batch that was started'],
    ['release', 'batch cancelled', 'Given back for what was cancelled of a batch'],
    [
      'release',
      'batch stop_loss',
      'Given back for what was not begun of a batch, because too much of it failed',
    ],
    ['release', 'failed:address_refused', 'You were not charged: an item of a batch could not be begun'],
    ['refund', 'operator', 'Refunded by the operator'],
    ['expiry', 'expired', 'Expired what was left of a grant past its date'],
    ['release', 'a word nobody knows', 'Given back a word nobody knows'],
    ['release', '', 'Given back'],
  ])('%s %s: "%s%s"', (kind, reason, words) => {
    expect(entryWords(kind, reason, 'Gemini')).toBe(words)
  })

  it.each(Object.keys(FAILURES))(
    'says in one sentence that %s cost nothing, and names the provider',
    (code) => {
      const words = entryWords('release', `failed:${code}`, 'Gemini')
      expect(words).toMatch(/^You were not charged: [A-Z].*[^.]$/)
      expect(words).not.toContain('{')
      expect(entryWords('release', `failed:${code}`)).toBe(words.replaceAll('Gemini', 'The provider'))
    },
  )
})
