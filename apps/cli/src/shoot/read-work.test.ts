import { describe, expect, test } from 'vitest'
import { readWork } from './read-work.ts'

const now = new Date('2026-11-22')
const read = (options: object, photoCount = 1) => readWork(photoCount, { count: '1', ...options }, now)

describe('options that cannot be used are named before anything starts', () => {
  test.each([
    [{ shot: 'nope' }, /^--shot takes .*white-hero.*; it cannot be "nope"\.$/],
    [{ shot: 'white-hero', model: 'nope' }, /^--model takes .*"nope"/],
    [{ shot: 'white-hero', size: '8K' }, /^--size takes .*4K, .*; it cannot be "8K"\.$/],
    [{ shot: 'white-hero', ratio: '1:7' }, /^--ratio takes .*"1:7"/],
    [{ shot: 'white-hero', count: '0' }, '--count takes a whole number from 1 to 8; it cannot be "0".'],
    [{ shot: 'white-hero', count: 'two' }, '--count takes a whole number from 1 to 8; it cannot be "two".'],
    [{ shot: 'white-hero', maxCredits: '' }, '--max-credits takes a whole number from 1 on'],
    [{}, 'Say what to make: --shot'],
    [{ prompt: 'x'.repeat(2001) }, /^--prompt takes at most 2000 characters; it cannot be "x{40}…"\.$/],
  ])('%j', (options, sentence) => {
    expect(() => read(options)).toThrow(sentence)
  })

  test('all of them at once', () => {
    expect(() => read({ shot: 'nope', count: '9', size: '8K' })).toThrow(/--count[\s\S]*--size[\s\S]*--shot/)
  })
})

test('more photos than any model takes are refused before they are uploaded', () => {
  expect(() => read({ shot: 'white-hero' }, 20)).toThrow(/takes at most \d+ photos/)
})

test('a price above the ceiling is refused before anything starts', () => {
  expect(() => read({ shot: 'white-hero', count: '8', maxCredits: '1' })).toThrow(/more than --max-credits 1/)
})

test('work that can be done is read as the API takes it', () => {
  expect(read({ shot: 'white-hero', count: '2', maxCredits: '200' })).toMatchObject({
    shotId: 'white-hero',
    count: 2,
    maxCredits: 200,
  })
})
