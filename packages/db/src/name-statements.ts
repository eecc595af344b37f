/** More than what one process asks again and again; beyond it stand lists of every length, asked once each. */
const MOST_NAMES = 500

/**
 * Gives statements the names under which each connection parses and plans them once. Only the first ones get one, since a
 * connection keeps what it has a name for until it is closed; '' is no name. `prefix` tells them from those of others.
 */
export function createStatementNames(prefix: string): (statement: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size === MOST_NAMES) return ''
    const name = `${prefix}_${names.size}`
    names.set(sql, name)
    return name
  }
}
