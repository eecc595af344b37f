import { type RandomBytes, randomBase62, toBase62 } from './base62.ts'
import { crc32 } from './crc32.ts'

/** A live token works for real; a test token runs the whole path on the sample models and costs nothing. */
export type TokenKind = 'live' | 'test'

/** A token's own characters: 30 × log₂ 62 = 178.6 bits nobody can guess. */
const SECRET_LENGTH = 30
/** 62⁶ is more than 2³², so that every CRC-32 fits. */
const CHECKSUM_LENGTH = 6
/** How many of its own characters are kept for people to recognise it by. 154 bits stay unknown. */
const SHOWN_LENGTH = 4

const SHAPE = new RegExp(`^(sp_(live|test)_[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`)

/** Makes a Personal Access Token: `sp_live_`, 30 random characters, 6 of checksum (docs/token-format.md). */
export function makeToken(kind: TokenKind, randomBytes: RandomBytes): string {
  const body = `sp_${kind}_${randomBase62(SECRET_LENGTH, randomBytes)}`
  return body + checksum(body)
}

/** What a text says that is a token: its kind, and the prefix by which people recognise it. */
export type ParsedToken = { kind: TokenKind; prefix: string }

/**
 * Reads a token, or answers null when it cannot be one: another prefix, length or alphabet, or a checksum that
 * does not fit. Needs no look-up. Whether we ever made the token only the database knows.
 */
export function parseToken(text: string): ParsedToken | null {
  const [, body, kind, sum] = SHAPE.exec(text) ?? []
  if (!body || sum !== checksum(body)) return null
  return { kind: kind as TokenKind, prefix: tokenPrefix(text) }
}

/** The beginning of a token, such as `sp_live_Ab3d`: enough to recognise it by, too little to use. */
export function tokenPrefix(token: string): string {
  return token.slice(0, 'sp_live_'.length + SHOWN_LENGTH)
}

/** Over the prefix too, so that a live token with the word changed to `test` is no token. */
function checksum(body: string): string {
  return toBase62(crc32(new TextEncoder().encode(body)), CHECKSUM_LENGTH)
}
