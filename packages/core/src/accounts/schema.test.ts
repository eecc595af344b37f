import { describe, expect, it } from 'vitest'
import { emailSchema, passwordSchema, signInInput, signUpInput } from './schema.ts'

describe('an e-mail address', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    ['ada+shop@mail.example.co.uk', 'ada+shop@mail.example.co.uk'],
  ])('%j is kept as %j, so that one address is one account', (typed, kept) => {
    expect(emailSchema.parse(typed)).toBe(kept)
  })

  it.each(['', 'ada', 'ada@', '@example.com', 'ada@example', 'a da@example.com', 'ada@exa mple.com'])(
    '%j is refused with a sentence',
    (typed) => {
      expect(emailSchema.safeParse(typed).error?.issues[0]?.message).toBe(
        'This does not look like an e-mail address.',
      )
    },
  )

  it('longer than mail can carry is refused', () => {
    const typed = `${'a'.repeat(243)}@example.com`
    expect(emailSchema.safeParse(typed).error?.issues[0]?.message).toBe('This e-mail address is too long.')
  })
})

describe('a new password', () => {
  it.each([10, 64, 200])('of %d characters is accepted', (length) => {
    expect(passwordSchema.safeParse('x'.repeat(length)).success).toBe(true)
  })

  it.each([
    [9, 'Use at least 10 characters.'],
    [201, 'Use at most 200 characters.'],
  ])('of %d characters is refused with a sentence', (length, message) => {
    expect(passwordSchema.safeParse('x'.repeat(length)).error?.issues[0]?.message).toBe(message)
  })

  it('is taken as it is typed, spaces included', () => {
    expect(passwordSchema.parse('  pass phrase  ')).toBe('  pass phrase  ')
  })
})

describe('signing in', () => {
  it('does not ask an existing password to follow the rules for new ones', () => {
    expect(signInInput.safeParse({ email: 'ada@example.com', password: 'short' }).success).toBe(true)
  })
})

describe('signing up', () => {
  it('asks for no name', () => {
    const input = { email: 'ada@example.com', password: 'correct horse' }
    expect(signUpInput.parse(input)).toEqual({ ...input, name: '' })
  })
})
