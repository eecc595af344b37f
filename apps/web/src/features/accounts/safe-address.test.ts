import { expect, test } from 'vitest'
import { safeAddress } from './safe-address.ts'

test.each([
  ['/generations/gen_1?x=1', '/generations/gen_1?x=1'],
  [undefined, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, %s leads to %s', (next, address) => expect(safeAddress(next)).toBe(address))
