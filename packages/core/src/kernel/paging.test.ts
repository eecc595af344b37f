import { describe, expect, it } from 'vitest'
import { newId } from './ids.ts'
import { pageInput, toPage } from './paging.ts'

const rows = [{ id: 'c' }, { id: 'b' }, { id: 'a' }]

describe('a page', () => {
  it('ends at its limit and names where the next one begins', () => {
    expect(toPage(rows, 2)).toEqual({ items: [{ id: 'c' }, { id: 'b' }], nextCursor: 'b' })
  })

  it('that is exactly full is the last one when no row is left', () => {
    expect(toPage(rows, 3)).toEqual({ items: rows, nextCursor: null })
  })

  it('of nothing is empty and the last', () => {
    expect(toPage([], 50)).toEqual({ items: [], nextCursor: null })
  })
})

describe('a page request', () => {
  it('asks for 50 when it does not say, and understands a number in an address', () => {
    expect(pageInput.parse({})).toEqual({ limit: 50 })
    expect(pageInput.parse({ limit: '7' })).toEqual({ limit: 7 })
  })

  it('goes on where the page before ended', () => {
    const cursor = newId('asset', new Date())
    expect(pageInput.parse({ cursor })).toEqual({ limit: 50, cursor })
  })

  it.each(['', 'c', 'ast_', 'ast_\0', '\ud83d', `${newId('asset', new Date())}x`])(
    'from %j, which no page ended with, is refused',
    (cursor) => {
      expect(pageInput.safeParse({ cursor }).error?.issues[0]?.message).toBe(
        'Expected the "nextCursor" of the page before.',
      )
    },
  )

  it.each([0, -1, 101, 1.5, 'all', ''])('for %j items is refused', (limit) => {
    expect(pageInput.safeParse({ limit }).success).toBe(false)
  })
})
