import { describe, expect, it } from 'vitest'
import { startGenerationInput } from './schema.ts'

const asked = { prompt: 'a mug on white' }

describe('a ceiling for the price', () => {
  it.each([0, -1, 1.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, '9'])(
    'of %s is refused',
    (maxCredits) => {
      const { error } = startGenerationInput.safeParse({ ...asked, maxCredits })
      expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['maxCredits'])
    },
  )

  it('of at least one whole credit is taken', () => {
    expect(startGenerationInput.parse({ ...asked, maxCredits: 1 }).maxCredits).toBe(1)
  })
})
