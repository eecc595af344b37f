import { EVENT_TYPES, type EventType } from '../events/index.ts'

/** What usage can be narrowed to: a name for people, and the nouns of the events that belong to it. */
export const USAGE_KINDS = {
  features: { name: 'Pages you opened', nouns: ['feature'] },
  pictures: { name: 'Photos and pictures', nouns: ['asset', 'analysis'] },
  shots: { name: 'Shots and brand kit', nouns: ['saved_shot', 'favourites', 'brand_kit'] },
  generations: { name: 'Generations and batches', nouns: ['generation', 'output', 'batch'] },
  credits: { name: 'Credits and plan', nouns: ['credits', 'subscription', 'order'] },
  account: { name: 'Account and signing in', nouns: ['account', 'session', 'identity'] },
  stores: { name: 'Stores and publications', nouns: ['store', 'product', 'publication'] },
  exports: { name: 'Exports', nouns: ['export'] },
  api: { name: 'Tokens and webhooks', nouns: ['token', 'webhook_endpoint', 'delivery'] },
} as const satisfies Record<string, { name: string; nouns: readonly string[] }>

/** What usage can be narrowed to. */
export type UsageKind = keyof typeof USAGE_KINDS

/** Every kind. */
export const USAGE_KIND_IDS = Object.keys(USAGE_KINDS) as [UsageKind, ...UsageKind[]]

/** The types of the events of a kind. */
export function eventTypesOf(kind: UsageKind): EventType[] {
  const nouns: readonly string[] = USAGE_KINDS[kind].nouns
  return EVENT_TYPES.filter((type) => nouns.includes(type.split('.')[0] ?? ''))
}
