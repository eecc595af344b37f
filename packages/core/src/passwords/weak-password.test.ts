import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, it } from 'vitest'
import { MIN_PASSWORD_CHARACTERS } from '../accounts/index.ts'
import { describeWeakness } from './weak-password.ts'

const owner = { email: 'ada.lovelace@engines.example', name: 'Ada King' }

describe('a password that strangers try first', () => {
  it('is refused wherever it is long enough for us', () => {
    const long = dictionary['passwords-common'].filter(({ length }) => length >= MIN_PASSWORD_CHARACTERS)
    expect(long.length).toBeGreaterThan(1500)
    expect(long.filter((each) => describeWeakness(each) === null)).toEqual([])
  })

  it('is refused with up to as many digits around it as it has letters', () => {
    const words = dictionary['passwords-common'].filter((each) => /^[a-z]{6,9}$/.test(each)).slice(0, 3000)
    expect(words).toHaveLength(3000)
    const disguised = words.flatMap((word) => [`${word}2026`, `2026${word}`, `!${word.toUpperCase()}123`])
    expect(disguised.filter((each) => describeWeakness(each) === null)).toEqual([])
  })

  it.each([
    'QWERTYUIOP',
    'p@ssw0rd2026',
    'Passw0rd!!!!',
    'dragondragon',
    'dragon1dragon1',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '0123456789',
    'zyxwvutsrqponm',
    'ｐａｓｓｗｏｒｄ１２３',
  ])('is refused as %s', (password) => {
    expect(describeWeakness(password)).toContain('one of the first')
  })
})

describe('a password of words that everybody knows', () => {
  it.each([
    'studiopro2026',
    'Nano Studio Pro!',
    'nanostudiopro.com',
    'engines.example1815',
    'ada.lovelace@engines',
    '2026-Lovelace-Studio',
  ])('is refused as %s', (password) => {
    expect(describeWeakness(password, owner)).toContain('your e-mail, your name or the name of this studio')
  })

  it('may hold one of them among its own', () => {
    expect(describeWeakness('a studio for teapots', owner)).toBeNull()
  })
})

describe('any other password', () => {
  it.each([
    'correct horse battery',
    'battery staple horse',
    '8472019365527',
    'Ünïcödé päss',
    '9f-K2!x7#qL',
    'wrong horse battery',
    '日本語のパスワードです',
  ])('is taken: %s', (password) => {
    expect(describeWeakness(password, owner)).toBeNull()
  })
})
