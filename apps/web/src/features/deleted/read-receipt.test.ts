import { expect, it } from 'vitest'
import { readReceiptAddress } from './read-receipt.ts'

it('the link of a receipt leads to its address', () => {
  expect(readReceiptAddress('#del_01m8.a-_B9')).toBe('/api/receipts/del_01m8?key=a-_B9')
})

it.each(['', '#', '#del_01m8', '#del_01m8.', '#acc_01m8.secret', '#del_01m8.a/../b', '#del_01m8.a?b'])(
  'what is no such link, like %j, leads nowhere',
  (fragment) => {
    expect(readReceiptAddress(fragment)).toBeNull()
  },
)
