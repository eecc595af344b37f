import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

/** First and last address of every range that is not the public internet (IANA's special-purpose registries). */
const CLOSED: [string, string, string][] = [
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.0', '127.255.255.255'],
  ['link-local', '169.254.0.0', '169.254.255.255'],
  ['private', '172.16.0.0', '172.31.255.255'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255'],
  ['documentation', '192.0.2.0', '192.0.2.255'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255'],
  ['private', '192.168.0.0', '192.168.255.255'],
  ['benchmarks', '198.18.0.0', '198.19.255.255'],
  ['documentation', '198.51.100.0', '198.51.100.255'],
  ['documentation', '203.0.113.0', '203.0.113.255'],
  ['multicast', '224.0.0.0', '239.255.255.255'],
  ['reserved and broadcast', '240.0.0.0', '255.255.255.255'],
  ['metadata of most clouds', '169.254.169.254', '169.254.170.2'],
  ['metadata of Alibaba', '100.100.100.200', '100.100.100.200'],
  ['metadata of Azure', '168.63.129.16', '168.63.129.16'],
  ['metadata of Oracle', '192.0.0.192', '192.0.0.192'],
  ['unspecified and IPv4-compatible', '::', '::255.255.255.255'],
  ['loopback', '::1', '::1'],
  ['IPv4-mapped', '::ffff:0:0', '::ffff:255.255.255.255'],
  ['IPv4-mapped, a public one', '::ffff:8.8.8.8', '::ffff:808:808'],
  ['IPv4-translated', '::ffff:0:0:0', '::ffff:0:255.255.255.255'],
  ['NAT64', '64:ff9b::', '64:ff9b::255.255.255.255'],
  ['NAT64, local', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['discard', '100::', '100::ffff:ffff:ffff:ffff'],
  ['Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['benchmarks', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['protocol assignments', '2001:1::1', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['documentation', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['6to4 of a loopback', '2002:7f00:1::', '2002:7f00:1::1'],
  ['documentation', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['segment routing', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['not given out', '4000::', 'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['unique local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['metadata of Amazon', 'fd00:ec2::254', 'fd00:ec2::254'],
  ['link-local', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['site-local', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['multicast', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
]

/** Just outside of those ranges, and well-known servers. */
const OPEN = [
  ...[
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ],
  ...[
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.167.255.255',
  ],
  ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.101.0', '203.0.112.255', '203.0.114.0'],
  ...['223.255.255.255', '8.8.8.8', '168.63.129.15', '168.63.129.17'],
  ...[
    '2001:200::',
    '2001:db7:ffff::',
    '2001:db9::',
    '2003::',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
  ],
  ...['2000::1', '3ffe:ffff::1', '3fff:1000::'],
]

describe('an address that is not public', () => {
  it.each(CLOSED)('(%s) is refused, from %s to %s', (_range, first, last) => {
    expect([first, last].filter(isPublicAddress)).toEqual([])
  })

  it.each([
    ['a number', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['hexadecimal', '0x7f.0.0.1'],
    ['a shortened one', '127.1'],
    ['octal, public for some and private for others', '010.8.8.8'],
    ['a public one as a number', '134744072'],
    ['a zone', 'fe80::1%eth0'],
    ['a public one with a zone', '2606:4700:4700::1111%1'],
    ['brackets', '[2606:4700:4700::1111]'],
    ['a port', '8.8.8.8:443'],
    ['white space', ' 8.8.8.8'],
    ['a name', 'example.com'],
    ['nothing', ''],
  ])('%s is no spelling of an address', (_spelling, text) => {
    expect(isPublicAddress(text)).toBe(false)
  })
})

describe('a public address', () => {
  it.each(OPEN)('%s is let through', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

/** Written anew from RFC 6890 and its updates, as arithmetic: it shares nothing with the code under test. */
const inRange = (value: number, base: string, bits: number) =>
  value >>> (32 - bits) === toNumber(base) >>> (32 - bits)
const toNumber = (address: string) =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) >>> 0
const toAddress = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
const CLOSED_IPV4: [string, number][] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const),
].map(([base, bits]) => [base, bits])
const isClosed = (value: number) => CLOSED_IPV4.some(([base, bits]) => inRange(value, base, bits))

/** Any address, half of the time one near a range: there the mistakes are. */
const ipv4 = fc.oneof(
  fc.nat(0xffffffff),
  fc
    .tuple(fc.constantFrom(...CLOSED_IPV4), fc.integer({ min: -2, max: 2 }))
    .map(([[base, bits], step]) => (toNumber(base) + (step < 0 ? 0 : 2 ** (32 - bits)) + step) >>> 0),
)

describe('any address', () => {
  it('of version 4 in a closed range is refused', () => {
    fc.assert(
      fc.property(ipv4, (value) => {
        fc.pre(isClosed(value))
        expect(isPublicAddress(toAddress(value))).toBe(false)
      }),
    )
  })

  it('of version 4 is refused in each of its disguises as version 6', () => {
    fc.assert(
      fc.property(ipv4, (value) => {
        const dotted = toAddress(value)
        const [high, low] = [value >>> 16, value & 0xffff].map((part) => part.toString(16))
        const prefixes = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::']
        const disguises = [
          ...prefixes.map((prefix) => prefix + dotted),
          `2002:${high}:${low}::1`,
          `2001::${high}:${low}`,
        ]
        expect(disguises.filter(isPublicAddress)).toEqual([])
      }),
    )
  })

  it('of version 6 outside of 2000::/3 is refused', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = Number.parseInt(address.split(':')[0] || '0', 16)
        fc.pre(first >>> 13 !== 1)
        expect(isPublicAddress(address)).toBe(false)
      }),
    )
  })

  it('and any text is judged without failing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        expect(typeof isPublicAddress(text)).toBe('boolean')
      }),
    )
  })
})
