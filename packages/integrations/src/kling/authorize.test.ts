import { jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { authorize } from './authorize.ts'

const NOW = new Date('2026-11-22T12:00:00.900Z')
const pair = { accessKey: 'access', secretKey: 'secret of the account' }
const verify = (header: string, secret: string, now = NOW) =>
  jwtVerify(header.replace(/^Bearer /, ''), new TextEncoder().encode(secret), { currentDate: now })

describe('a request is signed', () => {
  it('with the API key itself', () => {
    expect(authorize({ apiKey: 'key' }, NOW)).toBe('Bearer key')
  })

  it('with a token that a foreign library takes, good from five seconds ago for half an hour', async () => {
    const { payload, protectedHeader } = await verify(authorize(pair, NOW), pair.secretKey)
    const nowSec = Math.floor(NOW.getTime() / 1000)
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(payload).toEqual({ iss: 'access', nbf: nowSec - 5, exp: nowSec + 1800 })
  })

  it('with a token that no other secret makes, and that ends', async () => {
    const header = authorize(pair, NOW)
    await expect(verify(header, 'another secret')).rejects.toThrow('signature')
    await expect(verify(header, pair.secretKey, new Date(NOW.getTime() + 1801_000))).rejects.toThrow('exp')
  })
})
