import type { AssetView } from '@studio/core/assets'
import type { EntryKind } from '@studio/core/credits'

/*
 * What stands after the `?` of an address. People mangle addresses: whatever is not understood is dropped, never
 * shown as an error. Written by hand, so that the first screen need not load a schema library.
 */

type Search = Record<string, unknown>

/** `next`: where somebody was going when they were asked to sign in. */
export function signInSearch({ next }: Search): { next?: string | undefined } {
  return optionalTexts({ next })
}

/** `kind`: which assets the library shows; all when left out. */
export function librarySearch({ kind }: Search): { kind?: AssetView['kind'] } {
  return kind === 'upload' || kind === 'output' ? { kind } : {}
}

/** `sources`: asset ids with commas between them. `from`: a generation whose choices are taken over, on `model`. */
export function createSearch({ sources, shot, from, model }: Search): {
  sources?: string | undefined
  shot?: string | undefined
  from?: string | undefined
  model?: string | undefined
} {
  return optionalTexts({ sources, shot, from, model })
}

/** `assets`, `products`: ids with commas between them. `draft`: a batch not started; `from`: one whose choices are taken over. */
export function batchSearch({ draft, from, assets, products }: Search): {
  draft?: string | undefined
  from?: string | undefined
  assets?: string | undefined
  products?: string | undefined
} {
  return optionalTexts({ draft, from, assets, products })
}

/** `assets`: ids with commas between them. `group`: what was planned together. `store`: whose publications. */
export function publishSearch({ assets, group, store }: Search): {
  assets?: string | undefined
  group?: string | undefined
  store?: string | undefined
} {
  return optionalTexts({ assets, group, store })
}

const CREDITS_VIEWS = ['usage', 'plans'] as const
const ENTRY_KINDS: readonly EntryKind[] = ['grant', 'hold', 'capture', 'release', 'refund', 'expiry']

/** What the credits screen shows: the statement when `view` is left out, narrowed to a kind and a month (UTC). */
export type CreditsSearch = {
  view?: (typeof CREDITS_VIEWS)[number] | undefined
  kind?: EntryKind | undefined
  /** Such as `2026-11`. */
  month?: string | undefined
}

/** `view`, and what the statement is narrowed to. */
export function creditsSearch({ view, kind, month }: Search): CreditsSearch {
  const known = {
    view: CREDITS_VIEWS.find((each) => each === view),
    kind: ENTRY_KINDS.find((each) => each === kind),
    month: typeof month === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
  }
  return optionalTexts(known) as CreditsSearch
}

function optionalTexts<Name extends string>(values: Record<Name, unknown>): Partial<Record<Name, string>> {
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '')
  return Object.fromEntries(texts) as Partial<Record<Name, string>>
}
