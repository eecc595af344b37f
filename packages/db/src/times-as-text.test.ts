import pg from 'pg'
import { expect, it } from 'vitest'
import { timesAsText } from './times-as-text.ts'

const { TIMESTAMPTZ, INT4 } = pg.types.builtins

it.each([
  '2026-11-23 10:00:00+00',
  '2026-11-23 10:00:00.5+00',
  '2026-11-23 10:00:00.12+00',
  '2026-11-23 10:00:00.123+00',
  '2026-11-23 10:00:00.123999+00',
  '1999-12-31 23:59:59.9+00',
  '2026-11-23 10:00:00.123+05:30',
  '2026-11-23 10:00:00-08',
  '12026-11-23 10:00:00+00',
  '0044-03-15 10:00:00+00 BC',
])('the time %s is the text that its Date would have become', (text) => {
  const date = pg.types.getTypeParser(TIMESTAMPTZ)(text) as Date
  expect(timesAsText.getTypeParser(TIMESTAMPTZ, 'text')(text)).toBe(date.toISOString())
})

it('what is no time is read as ever', () => {
  expect(timesAsText.getTypeParser(INT4, 'text')('7')).toBe(7)
})
