/** The digits of base 62, in ASCII order: 0 to 9, A to Z, a to z. */
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The largest multiple of 62 that a byte can be below: what is at or above it would favour the first digits. */
const FAIR_BYTES = 256 - (256 % BASE62.length)

/** Answers so many random bytes from a cryptographic source. */
export type RandomBytes = (count: number) => Uint8Array

/** Random base-62 characters, each equally likely: bytes that would favour a digit are thrown away. */
export function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < FAIR_BYTES) text += BASE62[byte % BASE62.length]
    }
  }
  return text
}

/** A whole number in base 62, the most significant digit first, filled up with zeros on the left. */
export function toBase62(number: number, length: number): string {
  let text = ''
  for (let rest = number; rest > 0; rest = Math.floor(rest / BASE62.length)) {
    text = BASE62[rest % BASE62.length] + text
  }
  return text.padStart(length, BASE62[0])
}
