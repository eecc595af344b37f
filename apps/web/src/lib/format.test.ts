import { expect, test } from 'vitest'
import { formatBytes, formatCredits, formatDay, formatDuration, formatRelativeTime } from './format.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1536, '1.5 KB'],
  [1_048_576, '1 MB'],
  [26_214_400, '25 MB'],
  [1_073_741_824, '1 GB'],
])('%d bytes read as %s', (sizeBytes, words) => expect(formatBytes(sizeBytes)).toBe(words))

test.each([
  [34, '34 ms'],
  [1500, '1.5 s'],
  [42_000, '42 s'],
  [60_000, '1 min'],
  [75_000, '1 min 15 s'],
])('%d ms read as %s', (durationMs, words) => expect(formatDuration(durationMs)).toBe(words))

test('one credit is one, not one credits', () => {
  expect([formatCredits(0), formatCredits(1), formatCredits(1200)]).toEqual([
    '0 credits',
    '1 credit',
    '1,200 credits',
  ])
})

const now = new Date(2026, 10, 22, 15, 0)
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()

test.each([
  [0, 'just now'],
  [5, '5 min ago'],
  [180, '3 h ago'],
  [2880, '2 days ago'],
])('%d minutes back reads as %s', (minutes, words) =>
  expect(formatRelativeTime(ago(minutes), now)).toBe(words),
)

test('days are named the way people speak of them', () => {
  expect(formatDay(ago(60), now)).toBe('Today')
  expect(formatDay(new Date(2026, 10, 21, 23, 59).toISOString(), now)).toBe('Yesterday')
  expect(formatDay(new Date(2026, 10, 2).toISOString(), now)).toBe('Monday, November 2')
  expect(formatDay(new Date(2025, 10, 2).toISOString(), now)).toBe('November 2, 2025')
})
