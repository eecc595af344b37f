import { expect, test } from 'vitest'
import { largestPart } from './largest-part.ts'

const mask = (rows: string[]) => Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : 0))

test('of a mask the part stays that hangs together most, and nothing wraps around its edges', () => {
  const given = ['#..##', '...##', '#....', '#.#..']
  const kept = ['...##', '...##', '.....', '.....']
  expect(largestPart(mask(given), 5)).toEqual(mask(kept))
})

test('an empty mask stays empty', () => {
  expect(largestPart(mask(['...', '...']), 3)).toEqual(mask(['...', '...']))
})
