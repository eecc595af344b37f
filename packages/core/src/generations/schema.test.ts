import { describe, expect, it } from 'vitest'
import { startGenerationInput } from './schema.ts'

const asked = { prompt: 'a mug on white' }

describe('a ceiling for the price', () => {
  it.each([-1, 1.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, '9'])('of %s is refused', (maxCredits) => {
    const { error } = startGenerationInput.safeParse({ ...asked, maxCredits })
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['maxCredits'])
  })

  it('of whole credits is taken, and of none for what is free', () => {
    for (const maxCredits of [0, 1])
      expect(startGenerationInput.parse({ ...asked, maxCredits }).maxCredits).toBe(maxCredits)
  })
})
