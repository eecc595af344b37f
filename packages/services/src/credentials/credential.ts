import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Key, Keyring } from '../keys/index.ts'

/** Where a sealed value is stored. It can be opened there and nowhere else. */
export type Place = { accountId: string; table: string; column: string; rowId: string }

/** Why a sealed value was not opened: its key is not in the keyring, or it was changed or moved. */
export type UnreadableReason = 'unknown_key' | 'refused'

/** A sealed value could not be opened. The message is for the operator; it names the place and no content. */
export class CredentialUnreadable extends Error {
  override readonly name = 'CredentialUnreadable'
  readonly reason: UnreadableReason

  constructor(reason: UnreadableReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The name and version of the format, the key's id, the wrapped data key and the encrypted value. */
type Envelope = { keyId: string; wrapped: Buffer; box: Buffer }

const FORMAT = 'sealed1'
const CIPHER = 'aes-256-gcm'
const DATA_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a secret for the place where it will be stored: AES-256-GCM under a data key of its own, which in turn
 * is encrypted under the keyring's current key. Answers `sealed1.<key id>.<wrapped data key>.<value>`, the last
 * two as nonce, ciphertext and tag in base64url.
 */
export function sealCredential(plain: string, place: Place, keyring: Keyring): string {
  const dataKey = randomBytes(DATA_KEY_BYTES)
  const box = encrypt(dataKey, Buffer.from(plain, 'utf8'), valueContext(place))
  return writeEnvelope({ keyId: keyring[0].id, wrapped: wrap(dataKey, place, keyring[0]), box })
}

/**
 * Decrypts what was sealed for this very place.
 * @throws CredentialUnreadable when the key is not in the keyring, or when the value was changed or belongs elsewhere
 */
export function openCredential(sealed: string, place: Place, keyring: Keyring): string {
  const envelope = readEnvelope(sealed, place)
  const dataKey = unwrap(envelope, place, keyring)
  return decrypt(dataKey, envelope.box, valueContext(place), place).toString('utf8')
}

/**
 * Encrypts the data key anew under the keyring's current key. The value itself stays as it is, and is not seen.
 * @throws CredentialUnreadable as `openCredential`
 */
export function rewrapCredential(sealed: string, place: Place, keyring: Keyring): string {
  const envelope = readEnvelope(sealed, place)
  const dataKey = unwrap(envelope, place, keyring)
  return writeEnvelope({ keyId: keyring[0].id, wrapped: wrap(dataKey, place, keyring[0]), box: envelope.box })
}

/** Whether a sealed value needs this key to be opened. */
export function isWrappedBy(sealed: string, keyId: string): boolean {
  return sealed.startsWith(`${FORMAT}.${keyId}.`)
}

function wrap(dataKey: Buffer, place: Place, key: Key): Buffer {
  return encrypt(key.bytes, dataKey, wrapContext(place, key.id))
}

function unwrap({ keyId, wrapped }: Envelope, place: Place, keyring: Keyring): Buffer {
  const key = keyring.find(({ id }) => id === keyId)
  if (key) return decrypt(key.bytes, wrapped, wrapContext(place, keyId), place)
  throw new CredentialUnreadable(
    'unknown_key',
    `The sealed value in ${describe(place)} needs the key "${keyId}", which is not in CREDENTIAL_KEYS. Put that key back behind the current one.`,
  )
}

function encrypt(key: Uint8Array, plain: Buffer, context: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(context)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Uint8Array, box: Buffer, context: Buffer, place: Place): Buffer {
  if (box.byteLength < NONCE_BYTES + TAG_BYTES) throw refused(place)
  const nonce = box.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(context).setAuthTag(box.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw refused(place)
  }
}

/** What the value is bound to. The same for ever: a re-wrapped value keeps it. */
function valueContext({ accountId, table, column, rowId }: Place): Buffer {
  const parts = [accountId, table, column, rowId]
  if (parts.some((part) => part === '' || part.includes('|')))
    throw new Error('A place is made of names and ids: none is empty, none has a "|".')
  return Buffer.from(parts.join('|'))
}

/** What the data key is bound to: the same place, and the key that wraps it. */
function wrapContext(place: Place, keyId: string): Buffer {
  return Buffer.concat([Buffer.from(`${FORMAT}|${keyId}|`), valueContext(place)])
}

function writeEnvelope({ keyId, wrapped, box }: Envelope): string {
  return [FORMAT, keyId, wrapped.toString('base64url'), box.toString('base64url')].join('.')
}

function readEnvelope(sealed: string, place: Place): Envelope {
  const [format, keyId = '', wrapped = '', box = ''] = sealed.split('.')
  const envelope = { keyId, wrapped: Buffer.from(wrapped, 'base64url'), box: Buffer.from(box, 'base64url') }
  // Written again it must be the same: a text that only reads like the original was changed.
  if (format !== FORMAT || writeEnvelope(envelope) !== sealed) throw refused(place)
  return envelope
}

function refused(place: Place): CredentialUnreadable {
  return new CredentialUnreadable(
    'refused',
    `The sealed value in ${describe(place)} was changed, or was sealed for another place. It cannot be opened; enter the secret anew.`,
  )
}

function describe({ table, column, rowId }: Place): string {
  return `${table}.${column} of ${rowId}`
}
