import { expect, it } from 'vitest'
import { isVideo, playTime } from './video.ts'

it.each([
  [5_000, '0:05'],
  [5_041, '0:05'],
  [14_600, '0:15'],
  [60_000, '1:00'],
  [61_000, '1:01'],
  [40, '0:01'],
])('a video of %i ms is said to play %s', (durationMs, words) => {
  expect(playTime(durationMs)).toBe(words)
})

it('only what is a video by its type is played', () => {
  expect([isVideo({ mime: 'video/mp4' }), isVideo({ mime: 'image/png' })]).toEqual([true, false])
})
