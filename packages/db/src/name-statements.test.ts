import { describe, expect, it } from 'vitest'
import { createStatementNames } from './name-statements.ts'

describe('the name of a statement', () => {
  it('is its own, and the same whenever it is asked', () => {
    const nameOf = createStatementNames('test')
    const names = ['SELECT 1', 'SELECT 2', 'SELECT 1'].map((sql) => nameOf({ sql }))
    expect(names[0]).toBe(names[2])
    expect(names[0]).not.toBe(names[1])
  })

  it('is none once a connection has enough to keep, and stays what it was', () => {
    const nameOf = createStatementNames('test')
    const first = nameOf({ sql: 'SELECT 0' })
    const names = Array.from({ length: 1000 }, (_, index) => nameOf({ sql: `SELECT ${index + 1}` }))
    expect(names.at(-1)).toBe('')
    expect(new Set(names.filter((name) => name !== '')).size).toBeLessThan(1000)
    expect(nameOf({ sql: 'SELECT 0' })).toBe(first)
  })
})
