import { expect, it } from 'vitest'
import { keyAct } from './key-act.ts'

const press = (key: string, more = {}) =>
  keyAct({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

it.each([
  ['ArrowRight', { step: 1 }],
  ['k', { step: -1 }],
  ['A', { review: 'accepted' }],
  ['r', { review: 'rejected' }],
  ['u', { review: 'open' }],
  ['5', { rating: 5 }],
  ['6', null],
  ['Enter', null],
])('%s in the grid of a batch is %j', (key, act) => {
  expect(press(key)).toEqual(act)
})

it('keys of the browser are left to it', () => {
  expect(press('r', { metaKey: true })).toBeNull()
  expect(press('a', { ctrlKey: true })).toBeNull()
})
