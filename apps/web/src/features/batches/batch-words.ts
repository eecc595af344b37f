import type { BatchView } from '@studio/core/batches'
import { formatCount, formatCredits, formatNumberOf } from '../../lib/format.ts'

/** How a batch stands, in a few words. */
export function stateWords({ status, endReason, items }: BatchView): string {
  if (status === 'draft') return 'Draft'
  // What has begun is made all the same, so that nobody wonders about credits that are still used.
  if (status === 'paused') return items.started > 0 ? 'Paused after what is under way' : 'Paused'
  if (status === 'running') return endReason ? 'Ending' : 'Running'
  if (endReason === 'stop_loss') return 'Stopped: too many failed'
  if (endReason === 'cancelled') return 'Cancelled'
  return items.failed > 0 ? `Finished, ${formatCount(items.failed)} failed` : 'Finished'
}

/** What became of its items, which always add up to all of them. */
export function countWords({ items }: BatchView): string {
  const parts = [
    [items.succeeded, 'made'],
    [items.started, 'under way'],
    [items.pending, 'waiting'],
    [items.failed, 'failed'],
    [items.cancelled, 'cancelled'],
  ] as const
  const said = parts.flatMap(([count, words]) => (count > 0 ? [`${formatCount(count)} ${words}`] : []))
  return [`${formatNumberOf(items.total, 'item')}`, ...said].join(' · ')
}

/** What it cost so far, against what was agreed. */
export function costWords({ credits }: BatchView): string {
  if (credits.quoted === 0) return 'Free'
  const parts = [`${formatCount(credits.charged)} of ${formatCredits(credits.quoted)} used`]
  if (credits.held > 0) parts.push(`${formatCount(credits.held)} set aside`)
  if (credits.returned > 0) parts.push(`${formatCount(credits.returned)} returned`)
  return parts.join(', ')
}

/** How fast it goes and how long it takes; null before anybody knows. */
export function paceWords({ pace }: BatchView): string | null {
  if (!pace) return null
  const perMinute =
    pace.itemsPerMinute >= 10 ? Math.round(pace.itemsPerMinute) : pace.itemsPerMinute.toFixed(1)
  const minutes = Math.max(1, Math.ceil(pace.minutesLeft))
  const left =
    minutes < 90
      ? `about ${formatNumberOf(minutes, 'minute')}`
      : `about ${formatNumberOf(Math.round(minutes / 60), 'hour')}`
  return `${perMinute} a minute, ${left} left`
}

/** The part of a batch that has ended, between 0 and 1. */
export function partDone({ items }: BatchView): number {
  return items.total === 0 ? 0 : (items.succeeded + items.failed + items.cancelled) / items.total
}
