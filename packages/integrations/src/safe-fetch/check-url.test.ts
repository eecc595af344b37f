import { describe, expect, it } from 'vitest'
import { checkUrl } from './check-url.ts'
import { isPublicAddress } from './public-address.ts'

const allowed = new Set(['http://localhost:4000'])

describe('an address that a user gives', () => {
  it.each([
    'https://example.com',
    'https://example.com:443/a?b=c#d',
    'https://shop.example.com:8443/hook',
    'https://müller.example/größe.jpg',
    'http://localhost:4000/any',
  ])('%s may be asked', (url) => {
    expect(checkUrl(url, allowed).href).toBe(new URL(url).href)
  })

  it.each([
    ['plain http', 'http://example.com', 'https://'],
    ['another scheme', 'ftp://example.com/a', 'https://'],
    ['a file', 'file:///etc/passwd', 'https://'],
    ['data', 'data:image/png;base64,AAAA', 'https://'],
    ['gopher', 'gopher://127.0.0.1:6379/_FLUSHALL', 'https://'],
    ['a name', 'https://ada@example.com', 'name or a password'],
    ['a password', 'https://ada:secret@example.com', 'name or a password'],
    ['a host that looks like another', 'https://example.com@127.0.0.1/', 'name or a password'],
    ['credentials for a listed origin', 'http://ada@localhost:4000', 'name or a password'],
    ['a mail server', 'https://example.com:25', 'port'],
    ['a shell', 'https://example.com:22', 'port'],
    ['another port of a listed host', 'http://localhost:4001', 'https://'],
    ['a listed host, encrypted', 'https://localhost:443@x', 'name or a password'],
    ['no address', 'example', 'not a web address'],
    ['no host', 'https://', 'not a web address'],
    ['an IP address that cannot be', 'https://256.1.1.1', 'not a web address'],
    ['an IPv6 address with a zone', 'https://[fe80::1%25eth0]/', 'not a web address'],
    ['more than 2048 characters', `https://example.com/${'a'.repeat(2048)}`, 'not a web address'],
  ])('with %s is refused with its reason', (_case, url, reason) => {
    expect(() => checkUrl(url, allowed)).toThrow(
      expect.objectContaining({ code: 'address_refused', message: expect.stringContaining(reason) }),
    )
  })

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '%31%32%37.0.0.1',
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
  ])('spells the machine itself as %s, and is read as what it is', (host) => {
    const { hostname } = checkUrl(`https://${host}/`, allowed)
    const address = hostname.replace(/^\[|\]$/g, '')
    expect(address).toMatch(/^[\d.]+$|:/)
    expect(isPublicAddress(address)).toBe(false)
  })
})
