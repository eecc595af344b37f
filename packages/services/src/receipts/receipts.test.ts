import { randomBytes } from 'node:crypto'
import { type Receipt, type ReceiptFacts, receiptText } from '@studio/core/receipts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReceiptKey } from '../keys/index.ts'
import { signReceipt } from './sign-receipt.ts'
import { verifyReceipt } from './verify-receipt.ts'

const newKey = () => parseReceiptKey(randomBytes(32).toString('base64'))
const key = newKey()
const facts: ReceiptFacts = {
  receiptId: 'del_1',
  subject: { kind: 'account', id: 'acc_1' },
  accountId: 'acc_1',
  requestedAt: '2026-11-22T10:00:00.000Z',
  finishedAt: '2026-11-22T10:05:00.000Z',
  removed: [
    { kind: 'asset', id: 'ast_1', sha256: 'ab'.repeat(32), objects: 4, bytes: 123_456 },
    { kind: 'token', id: 'tok_1', objects: 0, bytes: 0 },
  ],
  kept: [{ what: 'Ledger entries without personal data', why: 'The books require them.' }],
  absence: { checkedAt: '2026-11-22T10:04:59.000Z', prefixes: ['assets/ast_1/'], objectsFound: 0 },
}

describe('a receipt', () => {
  it('is whole as it was signed, also written another way', () => {
    const receipt = signReceipt(facts, key)
    expect(verifyReceipt(receipt).problem).toBeNull()
    const members = Object.entries(receipt).reverse()
    const rewritten = JSON.parse(JSON.stringify(Object.fromEntries(members), null, 4))
    expect(verifyReceipt(rewritten, key.publicKey)).toEqual({ receipt, problem: null })
  })

  it('says who signed it: another key is told apart', () => {
    const receipt = signReceipt(facts, key)
    expect(verifyReceipt(receipt, newKey().publicKey).problem).toBe(
      `It was signed by another key: ${key.publicKey}.`,
    )
  })

  it('is refused when somebody puts their own key into it', () => {
    const { publicKey } = newKey()
    expect(verifyReceipt({ ...signReceipt(facts, key), publicKey }).problem).toContain(
      'signature does not fit',
    )
  })

  it('is refused under a key that is none', () => {
    const publicKey = Buffer.alloc(32, 0xff).toString('base64')
    expect(verifyReceipt({ ...signReceipt(facts, key), publicKey }).problem).toContain(
      'signature does not fit',
    )
  })

  it('is not made of a check that found something', () => {
    const absence = { ...facts.absence, objectsFound: 1 as 0 }
    expect(() => signReceipt({ ...facts, absence }, key)).toThrow()
  })

  it.each<[string, Partial<ReceiptFacts>, string]>([
    [
      'before it was asked for',
      { requestedAt: '2026-11-22T10:04:59.001Z' },
      'before the deletion was asked for',
    ],
    ['after it had finished', { finishedAt: '2026-11-22T10:04:58.999Z' }, 'before storage was checked'],
  ])('is refused when storage was checked %s, whoever signed it', (_when, change, sentence) => {
    expect(verifyReceipt(signReceipt({ ...facts, ...change }, key)).problem).toContain(sentence)
  })

  it.each([null, [], 'studio-receipt/1', {}, { format: 'studio-receipt/1' }])('is not %j', (shown) => {
    expect(verifyReceipt(shown).problem).toMatch(/^This is no receipt: /)
  })

  it('is refused with any one thing in it changed, added or taken away', () => {
    const receipt = signReceipt(facts, key)
    const changed = [...variants(receipt)]
    expect(changed.length).toBeGreaterThan(100)
    for (const variant of changed)
      expect(verifyReceipt(variant).problem, JSON.stringify(variant)).toBeTruthy()
  })

  it('is refused with a bit flipped in any byte of its signature or key', () => {
    const receipt = signReceipt(facts, key)
    for (const field of ['signature', 'publicKey'] as const) {
      const bytes = Buffer.from(receipt[field], 'base64')
      for (let bit = 0; bit < bytes.byteLength * 8; bit += 7) {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(verifyReceipt({ ...receipt, [field]: flipped.toString('base64') }).problem).toBeTruthy()
      }
    }
  })

  it('whatever it lists: two that say different things never have the same text', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' })
    const thing = fc.record({ kind: word, id: word, objects: fc.nat(), bytes: fc.nat() })
    const lists = fc.tuple(fc.array(thing), fc.array(thing))
    fc.assert(
      fc.property(lists, ([one, other]) => {
        const { signature, ...unsigned }: Receipt = signReceipt({ ...facts, removed: one }, key)
        expect(verifyReceipt({ ...unsigned, signature }).problem).toBeNull()
        const isSameText = receiptText({ ...unsigned, removed: other }) === receiptText(unsigned)
        expect(isSameText).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })
})

/** Every receipt that differs from this one in a single place. */
function* variants(value: unknown): Generator<unknown> {
  if (typeof value === 'string')
    yield* [`${value} `, value.slice(1), value.toUpperCase(), '', null].filter((other) => other !== value)
  else if (typeof value === 'number') yield* [value + 1, -value - 1, value + 0.5, String(value), null]
  else if (Array.isArray(value)) {
    yield* [[...value, value[0] ?? 'one more'], value.slice(1), null]
    if (value.length > 1) yield value.toReversed()
    for (const [index, item] of value.entries())
      for (const other of variants(item)) yield value.with(index, other)
  } else {
    const members = Object.entries(value as object)
    yield Object.fromEntries([...members, ['note', 'and nothing else']])
    yield Object.fromEntries([['__proto__ ', 1], ...members])
    for (const [name, member] of members) {
      yield Object.fromEntries(members.filter(([other]) => other !== name))
      for (const other of variants(member)) yield Object.fromEntries([...members, [name, other]])
    }
  }
}
