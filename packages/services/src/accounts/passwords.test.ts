import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

describe('a password', () => {
  it('is kept as argon2id at no less than OWASP’s least cost, with a salt of its own', async () => {
    const hashes = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(hashes[0]).not.toBe(hashes[1])
  })

  it('is recognised, to the letter', async () => {
    const hash = await hashPassword('correct horse')
    expect(await verifyPassword(hash, 'correct horse')).toBe(true)
    for (const wrong of ['Correct horse', 'correct horse ', ''])
      expect(await verifyPassword(hash, wrong)).toBe(false)
  })

  it('of nobody is never right', async () => {
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false)
  })
})
