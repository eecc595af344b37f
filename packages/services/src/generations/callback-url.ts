import { isIP } from 'node:net'
import type { Deps } from '../kernel/index.ts'
import { makeLinkSecret } from '../keys/index.ts'

/** Endings of names that nobody outside can look up (RFC 6761, RFC 6762, and what home routers use). */
const OWN_NETWORK = /\.(local|localhost|internal|home|lan|test|example|invalid)$/

/**
 * Where a provider may say that it got on with an output: an address that nobody can guess, made of the output's id and
 * a key, and stored nowhere. Null where a provider could not reach us, or what it says could be read on the way.
 */
export function callbackUrlFor(
  outputId: string,
  { keys, publicUrl }: Pick<Deps, 'keys' | 'publicUrl'>,
): string | null {
  const { protocol, hostname, origin } = new URL(publicUrl)
  const isPublic = hostname.includes('.') && !isIP(hostname) && !OWN_NETWORK.test(hostname)
  if (protocol !== 'https:' || !isPublic) return null
  const secret = makeLinkSecret('task-callback', outputId, keys.credentials)
  return `${origin}/api/kling/callbacks/${outputId}/${secret}`
}
