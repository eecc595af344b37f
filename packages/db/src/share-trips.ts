import { setImmediate as nextTurn } from 'node:timers/promises'

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

/** How many trips are under way at a time: while the server works on some, the next is made ready. */
const MAX_TRIPS = 2

/** How many share a trip at the most, so that nobody waits long for others. */
const MAX_TOGETHER = 32

/**
 * Answers a statement as `ask` does, but what is asked while others are on their way goes together. When a trip fails,
 * each that was on it is asked by itself, so that nobody suffers from what another one wanted.
 */
export function createSharedTrips(
  { name, text, together }: SharedStatement,
  ask: (query: { name: string; text: string; values: unknown[] }) => Promise<unknown[]>,
): (values: readonly unknown[]) => Promise<unknown[]> {
  const waiting: Question[] = []
  let lines = 0
  let underWay = 0

  /** Takes its share of what waits, again and again, until nothing does. */
  async function serve(): Promise<void> {
    lines++
    // Whoever was answered just now may have more to ask.
    for (await nextTurn(); waiting.length > 0; await nextTurn()) {
      const share = Math.ceil(waiting.length / (MAX_TRIPS - underWay))
      underWay++
      await answer(waiting.splice(0, Math.min(share, MAX_TOGETHER)))
      underWay--
    }
    lines--
  }

  async function answer(group: Question[]): Promise<void> {
    const answers = await askTogether(group).catch(() => new Map<number, unknown[]>())
    for (const [place, { values, answer }] of group.entries()) {
      const rows = answers.get(place)
      answer(rows ? Promise.resolve(rows) : ask({ name, text, values: [...values] }))
    }
  }

  async function askTogether(group: Question[]): Promise<Map<number, unknown[]>> {
    const questions = group.map(({ values }, place) => {
      const named = together.parameters.map((parameter, index) => [parameter, values[index]])
      return { ...Object.fromEntries(named), place }
    })
    const rows = await ask({ ...statementOf(together), values: [JSON.stringify(questions)] })
    return Map.groupBy(rows as { place: number }[], ({ place }) => place)
  }

  return (values) => {
    const { promise, resolve } = Promise.withResolvers<unknown[]>()
    waiting.push({ values, answer: resolve })
    if (lines < MAX_TRIPS) void serve()
    return promise
  }
}

const statementOf = ({ name, text }: SharedStatement['together']) => ({ name, text })
