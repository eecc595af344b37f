import { expect, it } from 'vitest'
import { describeRefusal, readReturn } from './read-return.ts'

const STORE = 'str_01kaaaaaaaaaaaaaaaaaaaaaaa'

it('a store that was connected and a known problem are read; all else is nothing', () => {
  expect(readReturn(`#connected.${STORE}`)).toEqual({ kind: 'connected', id: STORE })
  expect(readReturn('#problem.store_taken')).toEqual({ kind: 'problem', code: 'store_taken' })
  expect(readReturn(`#claim.${'a'.repeat(43)}`)).toEqual({ kind: 'claim', claim: 'a'.repeat(43) })
  for (const odd of [
    '',
    '#claim.short',
    '#',
    '#connected.',
    '#connected.str_x',
    '#problem.toString',
    '#x.store_taken',
  ])
    expect(readReturn(odd)).toBeNull()
})

it('a store of another account is told apart from one that refused', () => {
  expect(describeRefusal('store_taken').message).toContain('other account')
  expect(describeRefusal('store_locked_out').title).not.toBe(describeRefusal('store_taken').title)
  expect(describeRefusal('internal').message).toContain('Nothing was changed')
})
