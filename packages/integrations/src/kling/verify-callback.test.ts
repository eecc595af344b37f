import { randomBytes } from 'node:crypto'
import { signWebhook, writeSecret } from '@studio/core/webhooks'
import { describe, expect, it } from 'vitest'
import { isKlingCallback } from './verify-callback.ts'

/** The vendor's own example (kling.ai/document-api, callbacks). */
const VENDOR = {
  secret: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
  body: '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
  headers: {
    'webhook-id': '9876543210',
    'webhook-timestamp': '1781080794',
    'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
  },
  now: new Date(1_781_080_794_000),
}

type Changes = { body?: string; headers?: Record<string, string | string[] | undefined>; afterMs?: number }
const check = ({ body = VENDOR.body, headers = {}, afterMs = 0 }: Changes, secret = VENDOR.secret) =>
  isKlingCallback(
    { body: Buffer.from(body), headers: { ...VENDOR.headers, ...headers } },
    secret,
    new Date(VENDOR.now.getTime() + afterMs),
  )

describe('a callback', () => {
  it('that the vendor signed is accepted, with or without the secret’s prefix', () => {
    expect(check({})).toBe(true)
    expect(check({}, VENDOR.secret.slice('whsec_'.length))).toBe(true)
  })

  it('is accepted by either secret while one takes the place of the other', () => {
    const [current, previous, other] = [1, 2, 3].map(() => writeSecret(randomBytes(32)))
    const sending = { messageId: '1', sentAt: VENDOR.now, body: VENDOR.body }
    const headers = signWebhook(sending, [current ?? '', previous ?? ''])
    expect([current, previous, other].map((secret) => check({ headers }, secret))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is accepted for five minutes before and after its time, and no longer', () => {
    for (const [afterMs, expected] of [
      [-300_000, true],
      [300_000, true],
      [-301_000, false],
      [301_000, false],
    ] as const)
      expect(check({ afterMs }), String(afterMs)).toBe(expected)
  })

  it.each<[string, Changes]>([
    ['with another body', { body: VENDOR.body.replace('succeeded', 'failed') }],
    ['with another id', { headers: { 'webhook-id': '9876543211' } }],
    ['with another time', { headers: { 'webhook-timestamp': '1781080795' } }],
    ['with a time that is none', { headers: { 'webhook-timestamp': '1781080794.5' } }],
    ['without a signature', { headers: { 'webhook-signature': undefined } }],
    ['with an empty signature', { headers: { 'webhook-signature': '' } }],
    ['with headers that came twice', { headers: { 'webhook-id': ['9876543210', '1'] } }],
    [
      'with a signature of another version',
      { headers: { 'webhook-signature': VENDOR.headers['webhook-signature'].replace('v1,', 'v2,') } },
    ],
    ['with a signature that is cut off', { headers: { 'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9' } }],
  ])('%s is refused', (_what, changes) => {
    expect(check(changes)).toBe(false)
  })
})
