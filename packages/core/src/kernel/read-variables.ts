import type { z } from 'zod'

/** What parts of the settings are, by the name of each. */
type Settings<Parts extends Record<string, z.ZodType>> = { [Name in keyof Parts]: z.output<Parts[Name]> }

/**
 * Reads the settings of a program, each part by its own schema.
 *
 * @throws an Error that names every variable of any part that is missing or wrong, never its value
 */
export function readVariables<Parts extends Record<string, z.ZodType>>(
  program: string,
  parts: Parts,
  source: Readonly<Record<string, string | undefined>>,
): Settings<Parts> {
  const read = Object.entries(parts).map(([name, schema]) => [name, schema.safeParse(source)] as const)
  const issues = read.flatMap(([, { error }]) => error?.issues ?? [])
  if (issues.length > 0) {
    const lines = issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(
      `${program} cannot start; these variables are not right (see .env.example):\n${lines.join('\n')}`,
    )
  }
  return Object.fromEntries(read.map(([name, { data }]) => [name, data])) as Settings<Parts>
}
