import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Key, Keyring } from '../keys/index.ts'
import {
  CredentialUnreadable,
  isWrappedBy,
  openCredential,
  type Place,
  rewrapCredential,
  sealCredential,
} from './credential.ts'

const makeKey = (id: string): Key => ({ id, bytes: randomBytes(32) })
const old = makeKey('2024')
const current = makeKey('2026')
const before: Keyring = [old]
const between: Keyring = [current, old]
const after: Keyring = [current]
const place: Place = { accountId: 'acc_1', table: 'store', column: 'key_sealed', rowId: 'str_1' }
const SECRET = 'whsec_ a secret, ünïcode too'

/** What opening throws; fails the test when it opens. */
function refusal(sealed: string, at: Place = place, keyring: Keyring = before): CredentialUnreadable {
  try {
    openCredential(sealed, at, keyring)
  } catch (error) {
    if (error instanceof CredentialUnreadable) return error
    throw error
  }
  throw new Error('it was opened')
}

describe('a sealed credential', () => {
  it('opens where it was sealed to what it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(openCredential(sealCredential(plain, place, before), place, before)).toBe(plain)
      }),
    )
  })

  it('shows nothing of the secret, and never looks the same twice', () => {
    const [one, other] = [sealCredential(SECRET, place, before), sealCredential(SECRET, place, before)]
    const parts = one.split('.')
    expect(parts.slice(0, 2)).toEqual(['sealed1', '2024'])
    expect(Buffer.from(parts[3] ?? '', 'base64url').includes('whsec_')).toBe(false)
    // Not even the data key is the same, nor how it is wrapped.
    for (const part of other.split('.').slice(2)) expect(parts).not.toContain(part)
  })

  it.each<[string, Partial<Place>]>([
    ['another account', { accountId: 'acc_2' }],
    ['another table', { table: 'webhook_endpoint' }],
    ['another column', { column: 'other_sealed' }],
    ['another row', { rowId: 'str_2' }],
  ])('does not open when it was moved to %s', (_where, change) => {
    const sealed = sealCredential(SECRET, place, before)
    expect(refusal(sealed, { ...place, ...change }).reason).toBe('refused')
  })

  it('is never put at a place that could be read as another one', () => {
    const twisted = { ...place, accountId: 'acc_1|store', table: 'key_sealed' }
    expect(() => sealCredential(SECRET, twisted, before)).toThrow('none has a "|"')
    expect(() => sealCredential(SECRET, { ...place, rowId: '' }, before)).toThrow('none is empty')
  })

  it('does not open with any one bit flipped', () => {
    const sealed = sealCredential(SECRET, place, between)
    for (let at = 0; at < sealed.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit))
        refusal(sealed.slice(0, at) + flipped + sealed.slice(at + 1), place, between)
      }
    }
  })

  it('does not open when it was cut short or put together of two', () => {
    const sealed = sealCredential(SECRET, place, before)
    for (let length = 0; length < sealed.length; length++) refusal(sealed.slice(0, length))
    const other = sealCredential('another secret', place, before).split('.')
    const [format, keyId, wrapped, box] = sealed.split('.')
    refusal([format, keyId, wrapped, other[3]].join('.'))
    refusal([format, keyId, other[2], box].join('.'))
    refusal(`${sealed}.`)
    refusal(`${sealed}=`)
  })

  it('names the key that it needs when the keyring lacks it, and nothing of its content', () => {
    const error = refusal(sealCredential(SECRET, place, before), place, after)
    expect(error.reason).toBe('unknown_key')
    expect(error.message).toBe(
      'The sealed value in store.key_sealed of str_1 needs the key "2024", which is not in CREDENTIAL_KEYS. Put that key back behind the current one.',
    )
  })

  it('does not open under other bytes by the same id', () => {
    expect(refusal(sealCredential(SECRET, place, before), place, [makeKey('2024')]).reason).toBe('refused')
  })
})

describe('re-wrapping', () => {
  const sealed = sealCredential(SECRET, place, before)
  const rewrapped = rewrapCredential(sealed, place, between)

  it('moves the data key to the current key and leaves the value as it is', () => {
    expect(openCredential(rewrapped, place, after)).toBe(SECRET)
    expect(rewrapped.split('.')[3]).toBe(sealed.split('.')[3])
    expect([isWrappedBy(sealed, '2024'), isWrappedBy(sealed, '2026')]).toEqual([true, false])
    expect([isWrappedBy(rewrapped, '2024'), isWrappedBy(rewrapped, '2026')]).toEqual([false, true])
  })

  it('does not help to move a value to another place', () => {
    const elsewhere = { ...place, rowId: 'str_2' }
    expect(() => rewrapCredential(sealed, elsewhere, between)).toThrow(CredentialUnreadable)
    expect(refusal(rewrapped, elsewhere, after).reason).toBe('refused')
  })
})
