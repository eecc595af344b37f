import { FAILURES } from '@studio/core/generations'
import { describe, expect, it } from 'vitest'
import { classifyFailedTask, meaningOf, PASSING } from './failure-table.ts'

const DOCUMENTED = [
  ...[1000, 1001, 1002, 1003, 1004, 1100, 1101, 1102, 1103],
  ...[1200, 1201, 1202, 1203, 1300, 1301, 1302, 1303, 1304],
  ...[5000, 5001, 5002],
]

describe('an error code', () => {
  it('that is documented means the same whatever HTTP status it came with', () => {
    for (const code of DOCUMENTED) expect(meaningOf(code, 200)).toEqual(meaningOf(code, 429))
  })

  it.each([1100, 1101, 1102, 1304])('%i is never tried again, although its HTTP status is 429', (code) => {
    const meaning = meaningOf(code, 429)
    expect(meaning.kind === 'fails' && FAILURES[meaning.code].retry).toBe('never')
  })

  it.each([
    [5999, 500, 'overloaded'],
    [1999, 503, 'overloaded'],
    [1999, 401, 'not_configured'],
    [1999, 429, 'rate_limited'],
    [1999, 400, 'refused_request'],
  ])('%i that nobody documented, with HTTP %i, means %s', (code, httpStatus, expected) => {
    expect(meaningOf(code, httpStatus)).toEqual({ kind: 'fails', code: expected })
  })
})

it('only what passes by itself keeps a task waiting', () => {
  for (const code of PASSING) expect(['later', 'once']).toContain(FAILURES[code].retry)
})

it.each([
  ['Failure to pass the risk control system', 'blocked_output'],
  ['The output violates our content policy', 'blocked_output'],
  ['internal algorithm error', 'no_image'],
  ['', 'no_image'],
])('a task that failed for "%s" means %s', (reason, code) => {
  expect(classifyFailedTask(reason)).toBe(code)
})
