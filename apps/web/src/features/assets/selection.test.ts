import { expect, test } from 'vitest'
import { extendTo, keepExisting, NO_SELECTION, toggleOne } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']

test('a range runs from the last one chosen to the one pressed with shift, in either direction', () => {
  const down = extendTo(toggleOne(NO_SELECTION, 'b'), 'd', order)
  expect([...down.ids]).toEqual(['b', 'c', 'd'])
  expect([...extendTo(down, 'a', order).ids].toSorted()).toEqual(['a', 'b', 'c', 'd'])
})

test('shift without a start chooses the one pressed', () => {
  expect([...extendTo(NO_SELECTION, 'c', order).ids]).toEqual(['c'])
})

test('what is deleted elsewhere leaves the selection', () => {
  const both = toggleOne(toggleOne(NO_SELECTION, 'a'), 'b')
  expect([...keepExisting(both, new Set(['a'])).ids]).toEqual(['a'])
  expect(keepExisting(both, new Set(order))).toBe(both)
})
