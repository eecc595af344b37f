import { addressRefused } from './errors.ts'

const MAX_URL_CHARACTERS = 2048
/** Below it live mail, shells and directories: nothing there speaks https but 443. */
const FIRST_FREE_PORT = 1024

/**
 * Reads an address that a user gave: https on port 443 or above 1023, no credentials, or an origin that is
 * listed. The URL parser (WHATWG) has then turned every spelling of an IP address into the one that is checked.
 * @throws DomainError `address_refused`
 */
export function checkUrl(text: string, allowedOrigins: ReadonlySet<string>): URL {
  const url = text.length <= MAX_URL_CHARACTERS ? URL.parse(text) : null
  if (!url) throw addressRefused('This is not a web address.')
  if (url.username || url.password) {
    throw addressRefused('This address holds a name or a password. Leave them out.')
  }
  if (allowedOrigins.has(url.origin)) return url
  if (url.protocol !== 'https:') throw addressRefused('This address has to begin with https://.')
  if (url.port && Number(url.port) < FIRST_FREE_PORT) {
    throw addressRefused('This address names a port at which no web server is expected.')
  }
  return url
}
