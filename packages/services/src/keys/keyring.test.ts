import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseKeyring } from './keyring.ts'
import { keyVariables } from './read-environment.ts'
import { parseReceiptKey } from './receipt-key.ts'

const bytes = randomBytes(32)
const key = bytes.toString('base64')

describe('a keyring', () => {
  it('has its current key first and its older ones after it', () => {
    const older = randomBytes(32)
    expect(parseKeyring(`2026-11:${key}, 2025:${older.toString('base64')}`)).toEqual([
      { id: '2026-11', bytes },
      { id: '2025', bytes: older },
    ])
  })

  it.each([
    ['in base64url', bytes.toString('base64url')],
    ['without padding', key.replace('=', '')],
  ])('takes a key %s', (_how, text) => {
    expect(parseKeyring(`a:${text}`)[0].bytes).toEqual(bytes)
  })

  it.each([
    ['nothing', '', 'Key 1 is not written as id:base64'],
    ['a key without an id', key, 'Key 1 is not written as id:base64'],
    ['an id with other characters', `a.b:${key}`, 'Key 1 is not written as id:base64'],
    ['a comma too many', `a:${key},`, 'Key 2 is not written as id:base64'],
    ['a key of 31 bytes', `a:${randomBytes(31).toString('base64')}`, 'The key "a" is not 32 bytes'],
    ['a key of 33 bytes', `a:${randomBytes(33).toString('base64')}`, 'The key "a" is not 32 bytes'],
    ['words instead of a key', 'a:replace-me-with-32-bytes-in-base64', 'The key "a" is not 32 bytes'],
    ['what is not base64 around a key', `a:!${key}`, 'The key "a" is not 32 bytes'],
    ['two keys of one id', `a:${key},a:${key}`, 'Two keys have the id "a"'],
  ])('refuses %s with a sentence that shows no key', (_what, text, sentence) => {
    const refuse = () => parseKeyring(text)
    expect(refuse).toThrow(sentence)
    expect(refuse).not.toThrow(text.slice(-20) || 'undefined')
  })
})

describe('the key that signs receipts', () => {
  it('has the public half that RFC 8032 says (7.1, test 1)', () => {
    const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
    const shown = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
    const { publicKey } = parseReceiptKey(Buffer.from(secret, 'hex').toString('base64'))
    expect(Buffer.from(publicKey, 'base64').toString('hex')).toBe(shown)
  })
})

describe('the variables', () => {
  it('name each secret that is missing or wrong', () => {
    const result = keyVariables.safeParse({ CREDENTIAL_KEYS: `a:${key}`, TOKEN_PEPPERS: 'a:short' })
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'TOKEN_PEPPERS',
      'RECEIPT_SIGNING_KEY',
    ])
  })
})
