import type { StoreFailureCode } from '../stores/index.ts'
import type { PublicationFailure, PublicationStatus } from './record.ts'

/** What can go wrong: with a call to a store, and with what we would send. */
export type Trouble = StoreFailureCode | 'asset_gone' | 'internal'

/**
 * What became of a publication that met trouble. `attempt` counts failures in a row, with no step done between; on the way
 * back, all of them.
 */
export type TroubledPublication = { status: PublicationStatus; attempt: number }

/**
 * What to do: wait and try the same again; rest until the store lets us in again; take back what was done; or end as
 * failed, since nothing was done, or what was done cannot be taken back after a day of trying.
 */
export type AfterTrouble =
  | { next: 'wait'; ms: number }
  | { next: 'rest' }
  | { next: 'revert' | 'fail'; failure: PublicationFailure }

/** How a kind of trouble passes: the first pause, the longest, and how often in a row until it counts as final. */
const PATIENCE: Partial<Record<Trouble, { firstMs: number; longestMs: number; attempts: number }>> = {
  busy: { firstMs: 1000, longestMs: 15_000, attempts: 60 },
  throttled: { firstMs: 2000, longestMs: 60_000, attempts: 60 },
  unreachable: { firstMs: 2000, longestMs: 300_000, attempts: 14 },
  not_a_store: { firstMs: 2000, longestMs: 300_000, attempts: 14 },
  internal: { firstMs: 2000, longestMs: 60_000, attempts: 5 },
}

/** What was done is tried to be taken back whatever the trouble: more and more seldom, for about a day. */
const WAY_BACK = { firstMs: 5000, longestMs: 3_600_000, attempts: 32 }

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
  too_large: 'store_refused',
  garbled: 'store_refused',
  asset_gone: 'asset_gone',
  internal: 'internal',
}

/** Decides what to do after trouble. `retryAfterMs` is the store's own wish, if it named one. */
export function decideAfterTrouble(
  { code, retryAfterMs = 0 }: { code: Trouble; retryAfterMs?: number | undefined },
  { status, attempt }: TroubledPublication,
): AfterTrouble {
  if (code === 'access_revoked' || code === 'scope_missing') return { next: 'rest' }
  const patience = status === 'reverting' ? WAY_BACK : PATIENCE[code]
  if (patience && attempt < patience.attempts) {
    const ms = Math.min(patience.firstMs * 2 ** attempt, patience.longestMs)
    return { next: 'wait', ms: Math.max(ms, retryAfterMs) }
  }
  if (status === 'reverting') return { next: 'fail', failure: 'not_taken_back' }
  return { next: status === 'queued' ? 'fail' : 'revert', failure: FINAL[code] }
}
