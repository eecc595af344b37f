/** The polynomial of CRC-32 (ISO 3309, as in zip and PNG), its bits reversed. */
const POLYNOMIAL = 0xed_b8_83_20

/** What each byte value does to the register. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let register = byte
  for (let bit = 0; bit < 8; bit++) register = (register >>> 1) ^ (register & 1 ? POLYNOMIAL : 0)
  return register
})

/** The CRC-32 of some bytes, from 0 to 2³² − 1. It finds typing errors; it proves nothing. */
export function crc32(bytes: Uint8Array): number {
  let register = 0xff_ff_ff_ff
  for (const byte of bytes) register = (register >>> 8) ^ (TABLE[(register ^ byte) & 0xff] ?? 0)
  return (register ^ 0xff_ff_ff_ff) >>> 0
}
