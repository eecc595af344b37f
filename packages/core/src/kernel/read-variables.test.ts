import { expect, it } from 'vitest'
import { z } from 'zod'
import { readVariables } from './read-variables.ts'

const parts = {
  door: z.object({ PORT: z.coerce.number().int() }),
  mail: z.object({ SMTP_URL: z.url(), SMTP_FROM: z.string() }),
}

it('settings come by part, as their schemas make them', () => {
  const source = { PORT: '3000', SMTP_URL: 'smtp://mail', SMTP_FROM: 'studio' }
  expect(readVariables('The API', parts, source)).toEqual({
    door: { PORT: 3000 },
    mail: { SMTP_URL: 'smtp://mail', SMTP_FROM: 'studio' },
  })
})

it('whatever is wrong in any part is named at once, and no value with it', () => {
  const read = () => readVariables('The API', parts, { PORT: 'secret', SMTP_URL: 'hunter2' })
  expect(read).toThrow(/^The API cannot start;.*\n {2}PORT: .*\n {2}SMTP_URL: .*\n {2}SMTP_FROM: /s)
  expect(read).not.toThrow(/secret|hunter2/)
})
