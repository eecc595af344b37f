import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import { createTokenInput, rotateTokenInput } from './schema.ts'
import { SCOPES } from './scopes.ts'

const good = { name: 'Deploy script', scopes: ['assets:read'], expiresInDays: 90 }

describe('what is asked for a new token', () => {
  it('is a live one unless it says test, and its name is trimmed', () => {
    expect(createTokenInput.parse({ ...good, name: '  CI  ' })).toEqual({ ...good, name: 'CI', kind: 'live' })
    expect(createTokenInput.parse({ ...good, kind: 'test' }).kind).toBe('test')
  })

  it('may have every scope, and may never expire', () => {
    const all = { ...good, scopes: Object.keys(SCOPES), expiresInDays: null }
    expect(createTokenInput.parse(all).scopes).toHaveLength(9)
  })

  it.each([
    ['no name', { name: '' }, 'Give the token a name.'],
    [
      'an unknown scope',
      { scopes: ['assets:admin'] },
      'There is no scope "assets:admin". There are assets:read,',
    ],
    ['no number of days', { expiresInDays: Number('soon') }, 'Choose a whole number of days, 1 to 365.'],
  ])('%s is refused with a sentence that says what to do', (_what, change, sentence) => {
    expect(createTokenInput.safeParse({ ...good, ...change }).error?.issues[0]?.message).toContain(sentence)
  })

  it.each([
    ['no name', { name: '   ' }],
    ['a name of 81 characters', { name: 'x'.repeat(81) }],
    ['a name that cannot be kept', { name: 'a\0b' }],
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['assets:admin'] }],
    ['a scope twice', { scopes: ['assets:read', 'assets:read'] }],
    ['no word about its end', { expiresInDays: undefined }],
    ['an end before it begins', { expiresInDays: 0 }],
    ['an end in more than a year', { expiresInDays: 366 }],
    ['an end in half a day', { expiresInDays: 0.5 }],
    ['an unknown kind', { kind: 'prod' }],
  ])('is refused with %s', (_what, change) => {
    expect(createTokenInput.safeParse({ ...good, ...change }).success).toBe(false)
  })
})

describe('a rotation', () => {
  const id = newId('token', new Date())

  it('leaves a day to change over unless it says otherwise', () => {
    expect(rotateTokenInput.parse({ id }).graceHours).toBe(24)
    expect(rotateTokenInput.parse({ id, graceHours: 0 }).graceHours).toBe(0)
  })

  it('is refused with more than a week, and for what is not a token', () => {
    expect(rotateTokenInput.safeParse({ id, graceHours: 169 }).success).toBe(false)
    expect(rotateTokenInput.safeParse({ id: newId('asset', new Date()) }).success).toBe(false)
  })
})

describe('a scope', () => {
  it('is one of the public contract, and is explained in a sentence', () => {
    expect(Object.keys(SCOPES).join(' ')).toBe(
      'assets:read assets:write generations:read generations:write credits:read stores:read stores:publish exports:write webhooks:write',
    )
    for (const sentence of Object.values(SCOPES)) expect(sentence).toMatch(/^[A-Z].+\.$/)
  })
})
