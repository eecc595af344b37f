import { describe, expect, it } from 'vitest'
import { safeFetchVariables } from './read-environment.ts'

const read = (list?: string) => safeFetchVariables.safeParse({ SAFE_FETCH_ALLOW: list })

describe('the environment of the guard', () => {
  it('lets nothing pass unless it is told to', () => {
    expect(read().data).toEqual({ SAFE_FETCH_ALLOW: [] })
  })

  it('lists origins', () => {
    expect(read('http://localhost:4000, https://shop.test').data).toEqual({
      SAFE_FETCH_ALLOW: ['http://localhost:4000', 'https://shop.test'],
    })
  })

  it.each([
    'localhost:4000',
    'http://localhost:4000/',
    'http://localhost/hooks',
    '*',
    'http://a http://b',
    'ftp://a',
  ])('%s is refused, for it would not mean what it says', (list) => {
    expect(read(list).error?.issues[0]?.path).toEqual(['SAFE_FETCH_ALLOW'])
  })
})
