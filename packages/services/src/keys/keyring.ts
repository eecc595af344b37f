/** A secret key of 32 bytes and the name by which stored values say that they need it. */
export type Key = { id: string; bytes: Uint8Array }

/** Keys of one purpose. The first is the current one, used for everything new; the others only open what is old. */
export type Keyring = readonly [Key, ...Key[]]

const KEY_BYTES = 32

/**
 * Reads a keyring as it stands in the environment: `id:base64,id:base64,…`, the current key first. An id has up to
 * 32 letters, digits and hyphens; a key is 32 bytes in base64 (RFC 4648, either alphabet, padded or not).
 * @throws an Error with a sentence that names the key by id or position, and never says anything of its content
 */
export function parseKeyring(text: string): Keyring {
  const [current, ...older] = text.split(',').map((entry, index) => parseKey(entry.trim(), index + 1))
  // A text that is split has one part at least.
  const keyring: Keyring = [current as Key, ...older]
  const twice = keyring.find(({ id }, index) => keyring.findIndex((key) => key.id === id) !== index)
  if (twice) throw new Error(`Two keys have the id "${twice.id}". Give every key an id of its own.`)
  return keyring
}

/**
 * Reads the 32 bytes of a key from base64.
 * @throws an Error with a sentence, never the content
 */
export function parseKeyBytes(base64: string, name: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64')
  // Node skips what is not base64: only what reads the same again was.
  const plain = base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (bytes.byteLength !== KEY_BYTES || bytes.toString('base64').replace(/=+$/, '') !== plain) {
    throw new Error(
      `${name} is not ${KEY_BYTES} bytes in base64. Make one with: openssl rand -base64 ${KEY_BYTES}`,
    )
  }
  return bytes
}

function parseKey(entry: string, position: number): Key {
  const [, id, base64] = /^([A-Za-z0-9-]{1,32}):(.*)$/.exec(entry) ?? []
  if (!id || base64 === undefined) {
    throw new Error(
      `Key ${position} is not written as id:base64; its id may have letters, digits and hyphens.`,
    )
  }
  return { id, bytes: parseKeyBytes(base64, `The key "${id}"`) }
}
