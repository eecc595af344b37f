import { expect, it } from 'vitest'
import { readArrival } from './read-arrival.ts'

const id = 'lnk_01kaqx3v5zj8m4n7p2q9r6t0wy'

it.each([
  [`#verify_email.${id}.s-e_c`, { kind: 'verify_email', id, secret: 's-e_c' }],
  [`#reset_password.${id}.x`, { kind: 'reset_password', id, secret: 'x' }],
  ['#problem.email_taken', { kind: 'problem', code: 'email_taken' }],
])('%s is understood', (fragment, arrival) => {
  expect(readArrival(fragment)).toEqual(arrival)
})

it.each([
  '',
  '#',
  `#verify_email.${id}`,
  '#verify_email.acc_1.x',
  `#other.${id}.x`,
  '#problem.<b>',
  '#problem.toString',
])('%s is nothing', (fragment) => {
  expect(readArrival(fragment)).toEqual({ kind: 'nothing' })
})
