import type { GrantView } from '@studio/core/credits'
import { formatDate, formatNumberOf } from '../../lib/format.ts'

const DAY_MS = 86_400_000

/** What expires within these days is worth a word. */
const SOON_DAYS = 7

/** Where credits come from, by the ledger's word for it. */
const SOURCE_NAMES: Record<string, string> = {
  starting: 'Starting credits',
  plan: 'Monthly credits',
  proration: 'Larger plan, rest of the month',
  'top-up': 'Top-up pack',
  operator: 'From the operator',
  refund: 'Refund',
}

/** Where a grant comes from, with the operator's reason if there is one. */
export function nameGrant({ source, note }: Pick<GrantView, 'source' | 'note'>): string {
  return [SOURCE_NAMES[source] ?? source, note].filter(Boolean).join(': ')
}

/** Until when a grant can be spent: `Never expires`, `Until 1 Dec 2026`, or how little time is left. */
export function describeExpiry({ expiresAt }: Pick<GrantView, 'expiresAt'>, now: Date): string {
  if (expiresAt === null) return 'Never expires'
  return expiresSoon({ expiresAt }, now)
    ? `Expires ${describeLeft(expiresAt, now)}`
    : `Until ${formatDate(expiresAt)}`
}

/** Whether a grant expires within a week. */
export function expiresSoon({ expiresAt }: Pick<GrantView, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) - now.getTime() <= SOON_DAYS * DAY_MS
}

/** What of all grants expires within a week, in a sentence; null when nothing does. */
export function describeSoonest(grants: readonly GrantView[], now: Date): string | null {
  const soon = grants.filter((grant) => expiresSoon(grant, now))
  const [first] = soon
  if (!first?.expiresAt) return null
  const credits = soon.reduce((sum, { remaining }) => sum + remaining, 0)
  const isOneDay = soon.every(({ expiresAt }) => expiresAt === first.expiresAt)
  const verb = credits === 1 ? 'expires' : 'expire'
  const when = isOneDay ? describeLeft(first.expiresAt, now) : `within ${SOON_DAYS} days`
  return `${formatNumberOf(credits, 'credit')} ${verb} ${when}`
}

function describeLeft(expiresAt: string, now: Date): string {
  const hours = Math.max(0, (Date.parse(expiresAt) - now.getTime()) / 3_600_000)
  if (hours < 1) return 'within the hour'
  return hours < 24
    ? `in ${formatNumberOf(Math.floor(hours), 'hour')}`
    : `in ${formatNumberOf(Math.floor(hours / 24), 'day')}`
}
