import { RestError } from './rest-error.ts'
import type { Site, User } from './state.ts'

/** Who calls. A key of WooCommerce's opens its own paths alone; nobody may look at what is public. */
export type Caller = { user: User; passwordId: string | null } | null

/** A key of WooCommerce's, as a person makes one in its settings; it is the merchant's. */
export const STORE_KEY = {
  key: 'ck_0123456789abcdef0123456789abcdef01234567',
  secret: 'cs_0123456789abcdef0123456789abcdef01234567',
}

/**
 * Finds out who calls, by Basic authentication.
 * @throws RestError 401 for names and passwords that are none, and for a key of WooCommerce's elsewhere than there
 */
export function findCaller(site: Site, header: string | undefined, route: string): Caller {
  const [, encoded] = /^Basic (\S+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return null
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const password = rest.join(':')
  if (name === STORE_KEY.key && route.startsWith('/wc/')) {
    const [user] = site.users
    if (password === STORE_KEY.secret && user) return { user, passwordId: null }
    throw new RestError(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.')
  }
  const user = site.users.find(({ login }) => login === name)
  if (!user)
    throw new RestError(401, 'invalid_username', 'Unknown username. Check again or try your email address.')
  // People copy passwords in the groups of four in which they are shown.
  const plain = password.replace(/[^a-z\d]/gi, '')
  const found = site.passwords.find((one) => one.userId === user.id && one.password === plain)
  if (found) return { user, passwordId: found.uuid }
  throw new RestError(401, 'incorrect_password', 'The provided password is an invalid application password.')
}

/** Lets pass who may do something. @throws RestError 401 for nobody, 403 for others */
export function requireCapability(caller: Caller, capability: string, code: string, what: string): User {
  if (caller?.user.capabilities.includes(capability)) return caller.user
  throw new RestError(caller ? 403 : 401, code, `Sorry, ${what}.`)
}
