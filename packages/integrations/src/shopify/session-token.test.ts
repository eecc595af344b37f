import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { readSessionToken } from './session-token.ts'

const app = { clientId: 'client', clientSecret: 'a secret that only Shopify and the app know' }
const NOW = new Date('2026-11-22T12:00:00.000Z')
const SHOP = 'my-store.myshopify.com'

type Claims = Partial<Record<'iss' | 'dest' | 'aud' | 'sub', string> & { exp: number; nbf: number }>

function sign(claims: Claims = {}, secret = app.clientSecret, alg = 'HS256'): Promise<string> {
  const seconds = NOW.getTime() / 1000
  const usual = { iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: 'client', sub: '42' }
  return new SignJWT({ ...usual, nbf: seconds, exp: seconds + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret))
}

describe('a session token', () => {
  it('says which shop looks, and who', async () => {
    expect(await readSessionToken(await sign(), app, NOW)).toEqual({ shop: SHOP, userId: '42' })
  })

  it.each<[string, () => Promise<string>]>([
    ['signed with another secret', () => sign({}, 'x'.repeat(40))],
    ['signed in another way', () => sign({}, app.clientSecret.padEnd(64, 'x'), 'HS512')],
    ['for another app', () => sign({ aud: 'other' })],
    ['past its time', () => sign({ exp: NOW.getTime() / 1000 - 11 })],
    ['before its time', () => sign({ nbf: NOW.getTime() / 1000 + 11 })],
    ['of two shops at once', () => sign({ iss: 'https://other.myshopify.com/admin' })],
    ['of no shop', () => sign({ iss: 'https://evil.example/admin', dest: 'https://evil.example' })],
    ['that is none', () => Promise.resolve('none')],
  ])('%s says nothing', async (_what, make) => {
    expect(await readSessionToken(await make(), app, NOW)).toBeNull()
  })
})
