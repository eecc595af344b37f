import { keyOf, type MediaRef } from './target.ts'

/** The characters of an asset's id, or of a store's, that tell it from the others of one publication. */
const TAIL = 12

/** The longest part of a product's name in the address that a file's name begins with. */
const HANDLE_CHARACTERS = 40

/**
 * Ours alone, and the same however often a picture of a publication is brought: by it a picture is found again whose
 * answer was lost.
 */
export function markerOf(publicationId: string, ref: Exclude<MediaRef, { from: 'store' }>): string {
  const tail = keyOf(ref).replace(/\W/g, '').slice(-TAIL)
  return `studio-${publicationId.replace(/^pub_/, '')}-${ref.from === 'asset' ? 'a' : 's'}${tail}`.toLowerCase()
}

/** What a picture's file is called in the store: by the product, so that its address says what it shows, and our marker. */
export function fileNameOf(handle: string, marker: string, ending: string): string {
  const words = handle
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, HANDLE_CHARACTERS)
    .replace(/^-|-$/g, '')
  return `${words && `${words}-`}${marker}.${ending}`
}
