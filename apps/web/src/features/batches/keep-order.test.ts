import { expect, it } from 'vitest'
import { keepOrder, nextWanted } from './keep-order.ts'

it('what is shown stays where it is, and what is new comes behind it', () => {
  expect(keepOrder([1, 4, 7], [4, 5, 9])).toEqual([1, 4, 7, 5, 9])
  const shown = [1, 4]
  expect(keepOrder(shown, [4])).toBe(shown)
})

it('the next to decide is the first one ahead, then from the beginning', () => {
  const isOpen = (position: number) => [1, 7].includes(position)
  expect(nextWanted([1, 4, 7, 9], 4, isOpen)).toBe(7)
  expect(nextWanted([1, 4, 7, 9], 7, isOpen)).toBe(1)
  expect(nextWanted([1, 4], 4, () => false)).toBeNull()
})
