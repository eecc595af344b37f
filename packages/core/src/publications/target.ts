import { DomainError } from '../kernel/index.ts'
import type { ProductState } from '../stores/index.ts'
import type { Change } from './change.ts'

/**
 * A picture in a plan: one that the store has, one of ours to be added, or one that a snapshot has kept and that is to
 * be put back (by the id it had then).
 */
export type MediaRef =
  | { from: 'store'; mediaId: string }
  | { from: 'asset'; assetId: string }
  | { from: 'snapshot'; mediaId: string }

/** A picture with its alternative text, as it shall be. */
export type TargetMedia = { ref: MediaRef; alt: string }

/** A product's pictures as they shall be: all of them in their order, and what each variant shows. */
export type Target = { media: readonly TargetMedia[]; variants: Readonly<Record<string, MediaRef | null>> }

/** Whether two references name the same picture. */
export function isSameMedia(a: MediaRef | null, b: MediaRef | null): boolean {
  return a === b || (a !== null && b !== null && keyOf(a) === keyOf(b))
}

/** A reference as one text, to look it up by. */
export function keyOf(ref: MediaRef): string {
  return ref.from === 'asset' ? `asset ${ref.assetId}` : `${ref.from} ${ref.mediaId}`
}

/** A product as it is, in the form of a target. */
export function targetOfState({ media, variants }: ProductState): Target {
  const inStore = (mediaId: string): MediaRef => ({ from: 'store', mediaId })
  return {
    media: media.map(({ foreignId, alt }) => ({ ref: inStore(foreignId), alt })),
    variants: Object.fromEntries(
      variants.map(({ foreignId, mediaId }) => [foreignId, mediaId === null ? null : inStore(mediaId)]),
    ),
  }
}

/**
 * What a product's pictures shall be once the changes are made, one after the other. `proposedAlts` are for pictures
 * added without words.
 * @throws DomainError `invalid_input` for a picture or variant that the product does not have, and for a picture
 * added twice
 */
export function targetAfter(
  state: ProductState,
  changes: readonly Change[],
  proposedAlts: Readonly<Record<string, string>> = {},
): Target {
  let { media, variants } = targetOfState(state)
  const place = (mediaId: string): number => {
    const index = media.findIndex(({ ref }) => ref.from === 'store' && ref.mediaId === mediaId)
    if (index >= 0) return index
    throw new DomainError('invalid_input', `The product has no picture “${mediaId}” (any more).`)
  }
  const toAdd = (assetId: string, alt: string): TargetMedia => {
    const ref: MediaRef = { from: 'asset', assetId }
    if (media.some((other) => isSameMedia(other.ref, ref)))
      throw new DomainError('invalid_input', 'The same picture is added twice.')
    return { ref, alt }
  }
  for (const change of changes) {
    switch (change.op) {
      case 'add': {
        const alt = change.alt ?? proposedAlts[change.assetId] ?? ''
        media = inserted(media, toAdd(change.assetId, alt), change.position ?? media.length)
        break
      }
      case 'replace': {
        const index = place(change.mediaId)
        const old = media[index] as TargetMedia
        const next = toAdd(change.assetId, change.alt ?? old.alt)
        media = media.with(index, next)
        variants = relinked(variants, old.ref, next.ref)
        break
      }
      case 'remove': {
        const [old] = media.slice(place(change.mediaId))
        media = media.filter((other) => other !== old)
        variants = relinked(variants, (old as TargetMedia).ref, null)
        break
      }
      case 'move': {
        const moved = media[place(change.mediaId)] as TargetMedia
        const others = media.filter((other) => other !== moved)
        media = inserted(others, moved, change.position)
        break
      }
      case 'alt': {
        const index = place(change.mediaId)
        media = media.with(index, { ...(media[index] as TargetMedia), alt: change.alt })
        break
      }
      case 'link':
        variants = { ...variants, [requireVariant(variants, change.variantId)]: linkedTo(change, media) }
    }
  }
  return { media, variants }
}

function inserted(media: readonly TargetMedia[], added: TargetMedia, position: number): TargetMedia[] {
  return media.toSpliced(position, 0, added)
}

/** What showed one picture shows another one now. */
function relinked(variants: Target['variants'], from: MediaRef, to: MediaRef | null): Target['variants'] {
  return Object.fromEntries(
    Object.entries(variants).map(([id, ref]) => [id, isSameMedia(ref, from) ? to : ref]),
  )
}

function requireVariant(variants: Target['variants'], variantId: string): string {
  if (Object.hasOwn(variants, variantId)) return variantId
  throw new DomainError('invalid_input', `The product has no variant “${variantId}” (any more).`)
}

function linkedTo(
  { mediaId, assetId }: Extract<Change, { op: 'link' }>,
  media: readonly TargetMedia[],
): MediaRef | null {
  if (mediaId == null && assetId === undefined) return null
  const ref: MediaRef =
    assetId === undefined ? { from: 'store', mediaId: mediaId as string } : { from: 'asset', assetId }
  if (media.some((other) => isSameMedia(other.ref, ref))) return ref
  throw new DomainError('invalid_input', 'A variant can only show a picture that the product has.')
}
