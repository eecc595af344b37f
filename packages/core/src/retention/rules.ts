/** How long something is kept after the moment that its column `from` names, and why no longer. */
export type RetentionRule = { keepMs: number; from: string; noun: string; reason: string }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * Everything that is not kept for as long as the account is active. One job applies these rules; readers filter
 * by the same ones, so that nothing past its time is seen before the job comes by. `noun` is what the things are
 * called in a list, `reason` is for people.
 */
export const RETENTION_RULES = {
  session: {
    keepMs: 0,
    from: 'expiresAt',
    noun: 'sessions',
    reason: 'A session that has ended is of no use.',
  },
  quote: {
    keepMs: DAY_MS,
    from: 'expiresAt',
    noun: 'unused quotes',
    reason: 'A quote that was not used says nothing any more.',
  },
  abandonedUpload: {
    keepMs: DAY_MS,
    from: 'createdAt',
    noun: 'abandoned uploads',
    reason: 'An upload that never finished holds bytes nobody sees.',
  },
  requestLog: {
    keepMs: 30 * DAY_MS,
    from: 'createdAt',
    noun: 'request log',
    reason: 'The privacy policy promises 30 days: it holds network addresses.',
  },
  export: {
    keepMs: 7 * DAY_MS,
    from: 'createdAt',
    noun: 'export archives',
    reason: 'An archive is a second copy of everything; a new one can be made at any time.',
  },
  storedAnswer: {
    keepMs: DAY_MS,
    from: 'createdAt',
    noun: 'answers under an idempotency key',
    reason: 'A day is long enough for every retry of a request.',
  },
  delivery: {
    keepMs: 30 * DAY_MS,
    from: 'createdAt',
    noun: 'webhook deliveries',
    reason: 'As long as the request log, to look into what was sent.',
  },
  mailLink: {
    keepMs: 0,
    from: 'expiresAt',
    noun: 'links sent by mail',
    reason: 'A link that no longer works says only who asked for it.',
  },
  providerVisit: {
    keepMs: 0,
    from: 'expiresAt',
    noun: 'visits to sign-in services',
    reason: 'A visit that was not finished in time cannot be finished.',
  },
  signIn: {
    keepMs: 90 * DAY_MS,
    from: 'createdAt',
    noun: 'sign-in history',
    reason: 'Three months show a person whether somebody else tried to get in.',
  },
  attemptCounter: {
    keepMs: 0,
    from: 'expire',
    noun: 'counted attempts',
    reason: 'A limit that has run out counts nothing.',
  },
  storeVisit: {
    keepMs: 0,
    from: 'expiresAt',
    noun: 'visits to store platforms',
    reason: 'A visit that was not finished in time cannot be finished.',
  },
  storeNotice: {
    keepMs: 7 * DAY_MS,
    from: 'createdAt',
    noun: 'ids of store webhooks',
    reason: 'A platform sends a webhook again for two days at most; after that its id says nothing.',
  },
  receipt: {
    keepMs: 30 * DAY_MS,
    from: 'finishedAt',
    noun: 'deletion receipts',
    reason: 'A month to fetch the proof of a deletion, then that is gone too.',
  },
} as const satisfies Record<string, RetentionRule>

/** What has a retention rule. */
export type RetainedThing = keyof typeof RETENTION_RULES

/** Things whose `from` moment is at or before this are past their time at `now`. */
export function retentionCutoff(thing: RetainedThing, now: Date): Date {
  return new Date(now.getTime() - RETENTION_RULES[thing].keepMs)
}

/** Whether a thing is past its time, by the moment in the column that its rule names. */
export function isPast(thing: RetainedThing, from: Date, now: Date): boolean {
  return from <= retentionCutoff(thing, now)
}

/** What `notPast` asks of a row, in the words of a query: its moment is after the cutoff. */
export type NotPast<Thing extends RetainedThing> = Record<
  (typeof RETENTION_RULES)[Thing]['from'],
  { gt: Date }
>

/**
 * The part of a query's `where` by which readers leave out what is past its time, such as
 * `{createdAt: {gt: <cutoff>}}`. Every reader of a thing with a rule has it.
 */
export function notPast<Thing extends Exclude<RetainedThing, 'attemptCounter'>>(
  thing: Thing,
  now: Date,
): NotPast<Thing> {
  return { [RETENTION_RULES[thing].from]: { gt: retentionCutoff(thing, now) } } as NotPast<Thing>
}
