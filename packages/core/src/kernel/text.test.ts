import { describe, expect, it } from 'vitest'
import { textSchema } from './text.ts'

describe('free text', () => {
  it.each(['', 'Grüße', 'two\nlines\tand a tab', '日本語', '👩‍🚀'])('%j is taken as it is', (text) => {
    expect(textSchema.parse(text)).toBe(text)
  })

  it.each(['a\0b', 'half a smile \ud83d', '\ude00 the other half'])(
    '%j is refused with a sentence',
    (text) => {
      expect(textSchema.safeParse(text).error?.issues[0]?.message).toBe(
        'This text has characters that cannot be kept.',
      )
    },
  )
})
