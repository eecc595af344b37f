import { describe, expect, it } from 'vitest'
import type { Keyring } from './keyring.ts'
import { isLinkSecret, makeLinkSecret } from './link-secrets.ts'

const key = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) })
const keys: Keyring = [key('new', 1), key('old', 2)]
const secret = makeLinkSecret('mail-link', 'lnk_1', keys)

describe('the secret of a link', () => {
  it('is 256 bits that fit into an address, the same each time', () => {
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(makeLinkSecret('mail-link', 'lnk_1', keys)).toBe(secret)
    expect(isLinkSecret('mail-link', 'lnk_1', secret, keys)).toBe(true)
  })

  it('goes on working after the key was rotated, and ends with its key', () => {
    const old = makeLinkSecret('mail-link', 'lnk_1', [key('old', 2)])
    expect(isLinkSecret('mail-link', 'lnk_1', old, keys)).toBe(true)
    expect(isLinkSecret('mail-link', 'lnk_1', old, [key('new', 1)])).toBe(false)
  })

  it.each<[string, Parameters<typeof isLinkSecret>]>([
    ['another link', ['mail-link', 'lnk_2', secret, keys]],
    ['another kind of link', ['deletion-receipt', 'lnk_1', secret, keys]],
    ['a secret that is cut off', ['mail-link', 'lnk_1', secret.slice(0, -4), keys]],
    ['a secret of nothing', ['mail-link', 'lnk_1', '', keys]],
    ['a secret that is no base64', ['mail-link', 'lnk_1', '\0é', keys]],
  ])('opens nothing for %s', (_what, check) => {
    expect(isLinkSecret(...check)).toBe(false)
  })
})
