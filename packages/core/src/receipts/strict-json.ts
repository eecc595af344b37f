/** A string of JSON, and the colon after it where it is a member's name. */
const STRINGS = /"(?:[^"\\]|\\.)*"\s*(:)?/g

/**
 * Reads JSON in which no object says a name twice (RFC 7493, 2.3): readers disagree which of the two counts, so that a
 * signed text could show a person one thing and a program another.
 * @throws SyntaxError when it is no JSON, or says a name twice
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  const written = [...text.matchAll(STRINGS)].filter(([, colon]) => colon).length
  if (written !== countMembers(value)) throw new SyntaxError('It says the same name twice.')
  return value
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Object.values(value)
  const own = Array.isArray(value) ? 0 : members.length
  return members.reduce((sum: number, member) => sum + countMembers(member), own)
}
