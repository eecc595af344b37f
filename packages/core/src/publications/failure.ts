import type { PublicationFailure, PublicationStatus } from './record.ts'

/** What can go wrong with a call to a store (codes of the connectors), and with what we would send. */
export type Trouble =
  | 'access_revoked'
  | 'scope_missing'
  | 'throttled'
  | 'unreachable'
  | 'not_a_store'
  | 'product_gone'
  | 'media_gone'
  | 'media_limit'
  | 'media_refused'
  | 'alt_too_long'
  | 'busy'
  | 'refused'
  | 'asset_gone'

/** What became of a publication that met trouble. `attempt` counts failures in a row, with no step done between. */
export type TroubledPublication = { status: PublicationStatus; attempt: number }

/**
 * What to do: wait and try the same again; rest until the store lets us in again; or take back what was done. Taking
 * back itself only ever waits or rests: nothing half-done is left.
 */
export type AfterTrouble =
  | { next: 'wait'; ms: number }
  | { next: 'rest' }
  | { next: 'revert'; failure: PublicationFailure }

/** How a kind of trouble passes: the first pause, the longest, and how often in a row until it counts as final. */
const PATIENCE: Partial<Record<Trouble, { firstMs: number; longestMs: number; attempts: number }>> = {
  busy: { firstMs: 1000, longestMs: 15_000, attempts: 60 },
  throttled: { firstMs: 2000, longestMs: 60_000, attempts: 60 },
  unreachable: { firstMs: 2000, longestMs: 300_000, attempts: 14 },
  not_a_store: { firstMs: 2000, longestMs: 300_000, attempts: 14 },
}

/** Between two tries of taking back what a store refuses to have taken back. */
const STUBBORN = { firstMs: 10_000, longestMs: 3_600_000 }

const FINAL: Record<Exclude<Trouble, 'access_revoked' | 'scope_missing'>, PublicationFailure> = {
  throttled: 'store_unreachable',
  unreachable: 'store_unreachable',
  not_a_store: 'store_unreachable',
  busy: 'store_unreachable',
  product_gone: 'product_gone',
  media_gone: 'media_gone',
  media_limit: 'media_limit',
  media_refused: 'media_refused',
  alt_too_long: 'alt_too_long',
  refused: 'store_refused',
  asset_gone: 'asset_gone',
}

/** Decides what to do after trouble. `retryAfterMs` is the store's own wish, if it named one. */
export function decideAfterTrouble(
  { code, retryAfterMs = 0 }: { code: Trouble; retryAfterMs?: number | undefined },
  { status, attempt }: TroubledPublication,
): AfterTrouble {
  if (code === 'access_revoked' || code === 'scope_missing') return { next: 'rest' }
  const isReverting = status === 'reverting'
  const patience = PATIENCE[code] ?? (isReverting ? { ...STUBBORN, attempts: 0 } : null)
  if (!patience || (!isReverting && attempt >= patience.attempts))
    return { next: 'revert', failure: FINAL[code] }
  const longestMs = isReverting && attempt >= patience.attempts ? STUBBORN.longestMs : patience.longestMs
  const ms = Math.min(patience.firstMs * 2 ** Math.min(attempt, 20), longestMs)
  return { next: 'wait', ms: Math.max(ms, retryAfterMs) }
}
