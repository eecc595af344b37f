import { ENTRY_ROUTES, type EntryKind, type EntryView } from '@studio/core/credits'
import { formatCount } from '../../lib/format.ts'

/** The ledger's kinds, as the filter of the statement calls them. */
export const KIND_NAMES: Record<EntryKind, string> = {
  grant: 'Added',
  hold: 'Set aside',
  capture: 'Charged',
  release: 'Given back',
  refund: 'Refunded',
  expiry: 'Expired',
}

/**
 * An entry's credits with what they do to those one can spend: `+200`, `−8`. A charge has no sign: it takes from
 * what was set aside before, and leaves the available credits as they are.
 */
export function signCredits({ kind, credits }: Pick<EntryView, 'kind' | 'credits'>): string {
  const { from, to } = ENTRY_ROUTES[kind] as { from: string; to: string }
  const sign = to === 'available' ? '+' : from === 'available' ? '−' : ''
  return sign + formatCount(credits)
}
