import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASE62, randomBase62, toBase62 } from './base62.ts'

describe('random base-62 characters', () => {
  it('are each equally likely: of all byte values, as many make one character as any other', () => {
    const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const counts = new Map<string, number>()
    for (const byte of everyByte) {
      // A byte that is thrown away is followed by a zero, which is not counted.
      const bytes = [byte, 0]
      const [character = ''] = randomBase62(1, () => Uint8Array.of(bytes.shift() ?? 0))
      if (bytes.length > 0) counts.set(character, (counts.get(character) ?? 0) + 1)
    }
    expect([...counts.keys()].join('')).toBe(BASE62)
    expect(new Set(counts.values())).toEqual(new Set([4]))
  })

  it('are as many as were asked for, however many bytes are thrown away', () => {
    const bytes = fc.infiniteStream(fc.constantFrom(0, 61, 62, 247, 248, 255))
    fc.assert(
      fc.property(fc.nat(64), bytes, (length, stream) => {
        const take = (count: number) => Uint8Array.from([...stream.take(count)])
        expect(randomBase62(length, take)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`))
      }),
    )
  })
})

describe('a number in base 62', () => {
  it('can be read back, and is as long as was asked for', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (number) => {
        const text = toBase62(number, 6)
        expect(text).toHaveLength(6)
        expect([...text].reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0)).toBe(number)
      }),
    )
  })
})
