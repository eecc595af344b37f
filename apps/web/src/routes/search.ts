import type { AssetView } from '@studio/core/assets'

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

/** `sources`: asset ids with commas between them. `again`: a generation whose choices are taken over. */
export function createSearch({ sources, shot, again }: Search): {
  sources?: string | undefined
  shot?: string | undefined
  again?: string | undefined
} {
  return optionalTexts({ sources, shot, again })
}

function optionalTexts<Name extends string>(values: Record<Name, unknown>): Partial<Record<Name, string>> {
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '')
  return Object.fromEntries(texts) as Partial<Record<Name, string>>
}
