/** What JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json | undefined }

/**
 * The one way to write a value as JSON, so that a signature over it fits whoever writes it: RFC 8785, which is
 * ECMAScript's own way of writing strings and numbers, without spaces, names in the order of their UTF-16 code units.
 * @throws TypeError for what JSON cannot say the same everywhere: NaN, infinities, half a surrogate pair
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .flatMap((name) => {
        const member = value[name]
        return member === undefined ? [] : [`${canonicalJson(name)}:${canonicalJson(member)}`]
      })
    return `{${members.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON cannot say ${value}`)
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('half a surrogate pair')
  return JSON.stringify(value)
}
