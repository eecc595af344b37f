import { inGroups } from './in-groups.ts'

/** A statement under its name, and how what several ask of it at once is asked in one trip and with one commit. */
export type SharedStatement = {
  name: string
  text: string
  /**
   * Takes, as $1, a JSON list with an object of the values of each, under the names of `parameters`. Its rows say in
   * `place` whom they answer, counted from 0. It waits for no lock: whoever is not answered is asked by itself.
   */
  together: { name: string; text: string; parameters: readonly string[] }
}

type Question = { values: readonly unknown[]; answer: (rows: Promise<unknown[]>) => void }

/**
 * Answers a statement as `ask` does, but what is asked while others are on their way goes together. When a trip fails,
 * each that was on it is asked by itself, so that nobody suffers from what another one wanted.
 */
export function createSharedTrips(
  { name, text, together }: SharedStatement,
  ask: (query: { name: string; text: string; values: unknown[] }) => Promise<unknown[]>,
): (values: readonly unknown[]) => Promise<unknown[]> {
  async function answer(group: readonly Question[]): Promise<void> {
    const answers = await askTogether(group).catch(() => new Map<number, unknown[]>())
    for (const [place, { values, answer }] of group.entries()) {
      const rows = answers.get(place)
      answer(rows ? Promise.resolve(rows) : ask({ name, text, values: [...values] }))
    }
  }

  async function askTogether(group: readonly Question[]): Promise<Map<number, unknown[]>> {
    const questions = group.map(({ values }, place) => {
      const named = together.parameters.map((parameter, index) => [parameter, values[index]])
      return { ...Object.fromEntries(named), place }
    })
    const rows = await ask({ ...statementOf(together), values: [JSON.stringify(questions)] })
    return Map.groupBy(rows as { place: number }[], ({ place }) => place)
  }

  // While the server works on one trip, the next is made ready.
  const line = inGroups(2, answer)
  return (values) => {
    const { promise, resolve } = Promise.withResolvers<unknown[]>()
    line({ values, answer: resolve })
    return promise
  }
}

const statementOf = ({ name, text }: SharedStatement['together']) => ({ name, text })
