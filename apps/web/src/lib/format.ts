const integer = new Intl.NumberFormat('en')
const dayAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' })
const shortDate = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const dayName = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' })
const dayNameWithYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' })

/** A whole number with thousands separated: 12345 → `12,345`. */
export function formatCount(count: number): string {
  return integer.format(count)
}

/** A count with its noun: (1, 'picture') → `1 picture`, (2, 'picture') → `2 pictures`. */
export function formatNumberOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${integer.format(count)} ${count === 1 ? singular : plural}`
}

/** Credits in words: `8 credits`. */
export function formatCredits(credits: number): string {
  return formatNumberOf(credits, 'credit')
}

/** A file size in the unit that keeps it short (binary steps): 1_572_864 → `1.5 MB`. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1024) return formatNumberOf(sizeBytes, 'byte')
  const units = ['KB', 'MB', 'GB']
  let amount = sizeBytes / 1024
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit += 1
  }
  return `${amount < 10 ? amount.toFixed(1).replace('.0', '') : Math.round(amount)} ${units[unit]}`
}

/** A length of time in milliseconds: 34 → `34 ms`, 1500 → `1.5 s`, 75_000 → `1 min 15 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 10_000) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 60) return `${seconds} s`
  return seconds % 60 === 0
    ? `${Math.floor(seconds / 60)} min`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A moment relative to `now`: `just now`, `5 min ago`, `3 h ago`, `2 days ago`, then the date. */
export function formatRelativeTime(iso: string, now: Date): string {
  const seconds = Math.round((now.getTime() - new Date(iso).getTime()) / 1000)
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`
  if (seconds < 7 * 86_400) return `${formatNumberOf(Math.round(seconds / 86_400), 'day')} ago`
  return shortDate.format(new Date(iso))
}

/** The exact moment, in full, for whoever hovers. */
export function formatExactTime(iso: string): string {
  return dayAndTime.format(new Date(iso))
}

/** A calendar date: `22 Nov 2026`, in the reader's order. */
export function formatDate(iso: string): string {
  return shortDate.format(new Date(iso))
}

/** A heading for a day: `Today`, `Yesterday`, else the day's name; the year only when it is another one. */
export function formatDay(iso: string, now: Date): string {
  const date = new Date(iso)
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  return date.getFullYear() === now.getFullYear() ? dayName.format(date) : dayNameWithYear.format(date)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
