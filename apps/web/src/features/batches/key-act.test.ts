import { expect, it } from 'vitest'
import { keyAct } from './key-act.ts'

const press = (key: string, more = {}) =>
  keyAct({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

it.each([
  ['A', { act: 'decide', decision: { review: 'accepted' } }],
  ['r', { act: 'decide', decision: { review: 'rejected' } }],
  ['o', { act: 'decide', decision: { review: 'open' } }],
  ['5', { act: 'decide', decision: { rating: 5 } }],
  ['0', { act: 'decide', decision: { rating: null } }],
  ['e', { act: 'again' }],
  ['u', { act: 'undo' }],
  ['?', { act: 'keys' }],
  ['6', null],
  ['Enter', null],
])('%s does %j to a picture of a batch', (key, act) => {
  expect(press(key)).toEqual(act)
})

it('keys of the browser are left to it, but for undo', () => {
  expect(press('r', { metaKey: true })).toBeNull()
  expect(press('a', { ctrlKey: true })).toBeNull()
  expect(press('z', { metaKey: true })).toEqual({ act: 'undo' })
})
