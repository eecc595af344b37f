/** Something that goes wrong. */
export type Effect = {
  kind: EffectKind
  /** `refuse`: the HTTP status (500 if not said); `throttle`: 429 or 503. */
  status?: number
  /** `refuse`: WordPress's code. */
  code?: string
  /** `throttle`: what `Retry-After` says; null leaves it out. `delay`: how long the answer is held back, in seconds. */
  seconds?: number | null
}

/** Every kind of effect, with what it does. */
export const EFFECTS = {
  refuse: 'answers with an error of WordPress’s, and does nothing',
  throttle: 'answers as a hoster that has had enough: a web page with status 429 or 503',
  too_large: 'answers as the web server before WordPress does to large uploads: a web page with status 413',
  firewall: 'answers as a firewall plugin: a web page with status 403',
  login: 'redirects to the page to sign in',
  moved: 'redirects to another site',
  page: 'answers a web page with status 200',
  notice: 'does what was asked; a plugin prints a notice before the JSON',
  bom: 'does what was asked; a byte-order mark is printed before the JSON',
  empty: 'does what was asked, and answers nothing with status 200',
  truncate: 'does what was asked, and breaks the connection in the middle of the answer',
  lost_answer: 'does what was asked, and breaks the connection',
  critical: 'answers as WordPress after a fatal error, and does nothing',
  hang: 'never answers, and does nothing',
  reset: 'breaks the connection, and does nothing',
  delay: 'answers well, but late',
} as const

/** The kinds of effects. */
export type EffectKind = keyof typeof EFFECTS

/** Which calls a rule is for; what is left out matches all. */
export type Match = {
  method?: string
  /** Whether only calls that change something are meant. */
  isWrite?: boolean
  /** Part of the path. */
  path?: string
  /** Of the calls that match, the nth alone, counted from 1. */
  nth?: number
}

/** Lets something go wrong on matching calls; `times` (1 if not named) says how often before it is used up. */
export type Rule = { match?: Match; times?: number; effect: Effect }

/** The faults to come. */
export type Scenario = {
  add(rule: Rule): void
  take(call: { method: string; path: string }): Effect | undefined
  reset(): void
}

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  let rules: { rule: Rule; seen: number; left: number }[] = []
  return {
    add: (rule) => void rules.push({ rule, seen: 0, left: rule.times ?? 1 }),
    take({ method, path }) {
      for (const entry of rules) {
        const { match = {}, effect } = entry.rule
        if (match.method && match.method !== method) continue
        if (match.isWrite && method === 'GET') continue
        if (match.path && !path.includes(match.path)) continue
        entry.seen += 1
        if (entry.left === 0 || (match.nth !== undefined && match.nth !== entry.seen)) continue
        entry.left -= 1
        return effect
      }
      return undefined
    },
    reset() {
      rules = []
    },
  }
}

/** Reads rules sent to the control surface: one, or a list. @throws Error if one of them has no known effect */
export function readRules(json: unknown): Rule[] {
  const rules = [json].flat() as Rule[]
  for (const rule of rules)
    if (!Object.hasOwn(EFFECTS, rule?.effect?.kind ?? ''))
      throw new Error(`a rule needs {"effect":{"kind":…}}, one of ${Object.keys(EFFECTS).join(', ')}`)
  return rules
}
