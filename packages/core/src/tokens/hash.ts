import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** A secret that only the processes know, never the database: without it a stolen table checks no guess. */
export type Pepper = { id: string; bytes: Uint8Array }

/** How a token is stored: its HMAC-SHA-256 in hexadecimal, and the pepper it was made with. */
export type TokenHash = { pepperId: string; hash: string }

/** The hash of a token under a pepper. */
export function hashToken(token: string, pepper: Pepper): TokenHash {
  const hash = hmac(sha256, pepper.bytes, new TextEncoder().encode(token))
  return { pepperId: pepper.id, hash: bytesToHex(hash) }
}

/** Every hash under which a token may be stored, the current pepper's first: look for any of them. */
export function candidateHashes(token: string, peppers: readonly Pepper[]): TokenHash[] {
  return peppers.map((pepper) => hashToken(token, pepper))
}

/** Whether two hashes are the same, in a time that tells nothing about where they differ. */
export function isSameHash(one: TokenHash, other: TokenHash): boolean {
  if (one.pepperId !== other.pepperId || one.hash.length !== other.hash.length) return false
  let difference = 0
  for (let at = 0; at < one.hash.length; at++) {
    difference |= one.hash.charCodeAt(at) ^ other.hash.charCodeAt(at)
  }
  return difference === 0
}
