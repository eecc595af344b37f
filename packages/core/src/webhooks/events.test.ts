import { describe, expect, it } from 'vitest'
import { hasBecomeLow, lowCreditsThreshold } from './events.ts'

describe('credits are low', () => {
  it('below a tenth of what the plan brings each month, and at least below one', () => {
    expect(lowCreditsThreshold(500)).toBe(50)
    expect(lowCreditsThreshold(25)).toBe(3)
    expect(lowCreditsThreshold(0)).toBe(1)
  })

  it('once on the way down, and again only after there were more', () => {
    expect(hasBecomeLow(50, 49, 50)).toBe(true)
    expect(hasBecomeLow(49, 40, 50)).toBe(false)
    expect(hasBecomeLow(60, 50, 50)).toBe(false)
    expect(hasBecomeLow(40, 60, 50)).toBe(false)
  })
})
