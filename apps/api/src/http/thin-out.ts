import type { Change } from './change-hub.ts'

/** So many changes go out as they come; more within `SPAN_MS` are gathered. */
export const MAX_AT_ONCE = 20

/** How long is counted, and gathered, in milliseconds. */
export const SPAN_MS = 1000

/**
 * Changes for one browser, thinned out where there are too many: a large batch brings hundreds a second, and the browser
 * reads the same things again after one of them as after all. What goes beyond `MAX_AT_ONCE` in a span is gathered to its
 * end, and of those that begin the same reading, which are those of one type, the last one goes out. A deletion says what
 * is gone, and is never left out.
 */
export async function* thinOut(changes: AsyncIterable<Change>, until: AbortSignal): AsyncIterable<Change> {
  const source = changes[Symbol.asyncIterator]()
  const gathered = new Map<string, Change>()
  let next = source.next()
  let spanEndsAt = 0
  let sent = 0
  try {
    for (;;) {
      const now = Date.now()
      if (now >= spanEndsAt) {
        yield* gathered.values()
        ;[spanEndsAt, sent] = [now + SPAN_MS, gathered.size]
        gathered.clear()
      }
      const result = await (gathered.size > 0 ? orLater(next, spanEndsAt - now, until) : next)
      if (result === 'later') continue
      if (result.done) break
      next = source.next()
      const change = result.value
      if (Date.now() < spanEndsAt && sent >= MAX_AT_ONCE) gather(gathered, change)
      else {
        sent++
        yield change
      }
    }
    yield* gathered.values()
  } finally {
    // Not waited for: it ends when the next change comes, or with the signal.
    void source.return?.()
  }
}

function gather(gathered: Map<string, Change>, change: Change): void {
  const isDeletion = change?.type.endsWith('.deleted')
  const key = change === null ? 'gap' : isDeletion ? `${change.type} ${change.subjectId}` : change.type
  gathered.delete(key)
  gathered.set(key, change)
}

/** What comes, or `later` when nothing has come in time. */
async function orLater<Value>(
  coming: Promise<Value>,
  withinMs: number,
  until: AbortSignal,
): Promise<Value | 'later'> {
  const patience = Promise.withResolvers<'later'>()
  const timer = setTimeout(() => patience.resolve('later'), Math.max(0, withinMs))
  const giveUp = () => patience.resolve('later')
  until.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([coming, patience.promise])
  } finally {
    clearTimeout(timer)
    until.removeEventListener('abort', giveUp)
  }
}
