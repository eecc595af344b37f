import { useSyncExternalStore } from 'react'
import { formatExactTime, formatRelativeTime } from '../lib/format.ts'

/** How long ago something happened, kept up to date; the exact moment on hover. */
export function RelativeTime({ iso, className }: { iso: string; className?: string }) {
  const now = useMinute()
  return (
    <time dateTime={iso} title={formatExactTime(iso)} className={className}>
      {formatRelativeTime(iso, now)}
    </time>
  )
}

const listeners = new Set<() => void>()
let minute = new Date()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all: ticks every half minute while somebody looks. */
function useMinute(): Date {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      timer ??= setInterval(() => {
        minute = new Date()
        for (const tell of listeners) tell()
      }, 30_000)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
    () => minute,
  )
}
