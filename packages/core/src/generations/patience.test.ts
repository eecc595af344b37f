import { describe, expect, it } from 'vitest'
import { isOverdue, MAX_MAKING_MS, MAX_WAITING_MS } from './patience.ts'

const began = new Date('2026-11-22T12:00:00.000Z')
const after = (ms: number) => new Date(began.getTime() + ms)

describe('a provider that is still making', () => {
  it.each<[string, number, Date | null, boolean]>([
    ['is waited for until its half hour is over', MAX_MAKING_MS - 1, began, false],
    ['is given up when its half hour is over', MAX_MAKING_MS, began, true],
    ['has its half hour from when it took the task', MAX_MAKING_MS, after(60_000), false],
    ['that has no place is waited for a while', MAX_WAITING_MS - 1, null, false],
    ['that has no place is given up after a while', MAX_WAITING_MS, null, true],
  ])('%s', (_what, waitedMs, submittedAt, expected) => {
    expect(isOverdue({ startedAt: began, submittedAt }, after(waitedMs))).toBe(expected)
  })
})
