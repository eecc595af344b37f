import { lookup as lookupAll } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { addressRefused } from './errors.ts'

/** Finds the addresses of a host name. @throws an error with a `code` of `node:dns` */
export type Lookup = (hostname: string) => Promise<string[]>

/** As this machine finds them: its hosts file, then DNS. */
export const systemLookup: Lookup = async (hostname) => {
  const found = await lookupAll(hostname, { all: true })
  return found.map(({ address }) => address)
}

/**
 * The addresses behind a host, each of which passed `isAllowed`: one that did not refuses the host, for it may
 * be the one that is taken next time.
 * @throws DomainError `address_refused`, also for a name that does not exist
 */
export async function resolveHost(
  hostname: string,
  lookup: Lookup,
  isAllowed: (address: string) => boolean,
): Promise<string[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await lookup(host).catch(refuseUnknown)
  if (addresses.length === 0 || !addresses.every(isAllowed)) throw addressRefused()
  return addresses
}

/** Names that never lead to the public internet: RFC 6761, 6762, 7686 and 8375, and ICANN's `internal`. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|invalid|onion|home\.arpa)\.?$/i

/**
 * Refuses a host that is an IP address and not allowed, or a name that can only be a private one; other names pass.
 * @throws DomainError `address_refused`
 */
export function refuseWithoutAsking(hostname: string, isAllowed: (address: string) => boolean): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) ? !isAllowed(host) : PRIVATE_NAME.test(host)) throw addressRefused()
}

/** A `lookup` for sockets that knows these addresses alone, so that no second answer of a resolver is ever used. */
export function pinTo(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, { all }, done) => {
    const [first] = found
    if (all || !first) return done(null, found)
    done(null, first.address, first.family)
  }
}

function refuseUnknown(error: { code?: string }): never {
  // Only a resolver that is out of order may be told from a name that leads inside.
  throw error.code === 'EAI_AGAIN' ? error : addressRefused()
}
