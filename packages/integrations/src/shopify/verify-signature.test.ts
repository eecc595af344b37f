import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedQuery, isSignedWebhook } from './verify-signature.ts'

/** Shopify's own example of a signed query. */
const EXAMPLE = new URLSearchParams(
  'code=0907a61c0c8d55e99db179b68161bc00&hmac=700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf' +
    '&shop=some-shop.myshopify.com&state=0.6784241404160823&timestamp=1337178173',
)
const THEN = new Date(1_337_178_173_000)
const seconds = (count: number) => new Date(THEN.getTime() + count * 1000)

describe('a redirect', () => {
  it('is taken with Shopify’s own signature, whatever the order of its parameters', () => {
    expect(isSignedQuery(EXAMPLE, 'hush', THEN)).toBe(true)
    expect(isSignedQuery(new URLSearchParams([...EXAMPLE].reverse()), 'hush', THEN)).toBe(true)
  })

  it.each([
    ['another secret', EXAMPLE, 'hash', THEN],
    ['another shop', changed('shop', 'other-shop.myshopify.com'), 'hush', THEN],
    ['one more parameter', changed('host', 'x'), 'hush', THEN],
    ['no signature', changed('hmac', ''), 'hush', THEN],
    ['a signature cut short', changed('hmac', '700e2d'), 'hush', THEN],
    ['a time long past', EXAMPLE, 'hush', seconds(91)],
    ['a time to come', EXAMPLE, 'hush', seconds(-91)],
  ])('is refused with %s', (_what, query, secret, now) => {
    expect(isSignedQuery(query, secret, now)).toBe(false)
  })
})

describe('a webhook', () => {
  const body = Buffer.from('{"id":1,"title":"Bücher"}')
  const signature = createHmac('sha256', 'hush').update(body).digest('base64')

  it('is taken with the signature of its very bytes, and with no other', () => {
    expect(isSignedWebhook(body, signature, 'hush')).toBe(true)
    expect(isSignedWebhook(Buffer.from('{"id": 1,"title":"Bücher"}'), signature, 'hush')).toBe(false)
    expect(isSignedWebhook(body, signature, 'hash')).toBe(false)
    expect(isSignedWebhook(body, signature.slice(0, -1), 'hush')).toBe(false)
    expect(isSignedWebhook(body, undefined, 'hush')).toBe(false)
  })
})

function changed(name: string, value: string): URLSearchParams {
  const query = new URLSearchParams(EXAMPLE)
  query.set(name, value)
  return query
}
