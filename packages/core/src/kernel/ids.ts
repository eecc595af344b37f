import { monotonicFactory } from 'ulid'
import { z } from 'zod'

/**
 * The one table of id prefixes. An id is `<prefix>_<ULID in lower case>`: it says what it names, and
 * sorts by the time it was made.
 */
export const ID_PREFIXES = {
  account: 'acc',
  session: 'ses',
  asset: 'ast',
  generation: 'gen',
  output: 'out',
  quote: 'quo',
  grant: 'gra',
  hold: 'hld',
  entry: 'ent',
  event: 'evt',
  order: 'ord',
  identity: 'idn',
  mailLink: 'lnk',
  signIn: 'sgn',
  deletion: 'del',
  export: 'exp',
  token: 'tok',
  webhookEndpoint: 'whe',
  message: 'msg',
  delivery: 'dlv',
  savedShot: 'sht',
  store: 'str',
  product: 'prd',
  publication: 'pub',
  publicationGroup: 'pgr',
  batch: 'bat',
  batchItem: 'bit',
} as const

/** Every kind of thing that has an id. */
export type IdKind = keyof typeof ID_PREFIXES

/** The id of one kind of thing, such as `ast_01k…` for `Id<'asset'>`. */
export type Id<Kind extends IdKind> = `${(typeof ID_PREFIXES)[Kind]}_${string}`

const nextUlid = monotonicFactory()

/** Makes a fresh id; two made in the same millisecond by one process still sort in the order made. */
export function newId<Kind extends IdKind>(kind: Kind, now: Date): Id<Kind> {
  return `${ID_PREFIXES[kind]}_${nextUlid(now.getTime()).toLowerCase()}` as Id<Kind>
}

/** A ULID in lower case: 26 characters of Crockford's base 32 that fit into 128 bits. */
const ULID = '[0-7][0-9a-hjkmnp-tv-z]{25}'

/** Tells whether a text is a well-formed id of the kind. It says nothing about existence. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  return new RegExp(`^${ID_PREFIXES[kind]}_${ULID}$`).test(text)
}

/** Tells whether a text is a well-formed id of whatever kind. */
export function isAnyId(text: string): boolean {
  return new RegExp(`^(${Object.values(ID_PREFIXES).join('|')})_${ULID}$`).test(text)
}

/**
 * The schema for an id at a door: a text that is not an id of this kind is refused before any look-up. It is a
 * pattern, so that it can also be written down in the public API's document.
 */
export function idSchema<Kind extends IdKind>(kind: Kind) {
  const prefix = ID_PREFIXES[kind]
  const error = `Expected an id that starts with "${prefix}_".`
  const schema = z.string({ error }).regex(new RegExp(`^${prefix}_${ULID}$`), { error })
  return schema as unknown as z.ZodType<Id<Kind>, Id<Kind>>
}
