import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32 } from './crc32.ts'

// The check value of the catalogue of CRCs, and the vectors that everybody quotes.
it.each([
  ['', 0x00_00_00_00],
  ['a', 0xe8_b7_be_43],
  ['123456789', 0xcb_f4_39_26],
  ['The quick brown fox jumps over the lazy dog', 0x41_4f_a3_39],
])('the CRC-32 of %j is the known one', (text, expected) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(expected)
})

it('agrees with zlib on any bytes', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)))
})
