import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What IANA has given out to be routed; all other IPv6 is reserved, local, or IPv4 in disguise (RFC 4291, 2.4). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3')
/** Looks public, but is the machine's own host inside Azure, with its metadata (Microsoft's page on 168.63.129.16). */
const AZURE_HOST = '168.63.129.16'

/**
 * Whether an IP address, as a resolver spells it, belongs to the public internet. Everything else is refused:
 * the special-purpose registries of IANA (RFC 6890) as `ipaddr.js` keeps them, and whatever is not spelled
 * canonically or names a zone.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0 || text.includes('%') || text === AZURE_HOST) return false
  const address = ipaddr.parse(text)
  const isRouted = address.kind() === 'ipv4' || address.match(GLOBAL_IPV6)
  return isRouted && address.range() === 'unicast'
}
