import { EventEmitter, on } from 'node:events'
import type { AnnouncedEvent, EventListener, EventSink } from '@studio/db'

/** A change for one account, or null when some may have been missed. */
export type Change = AnnouncedEvent | null

/** Hands committed events to the browsers of the account they belong to. */
export type ChangeHub = {
  /** Changes of one account from the moment of this call, also before the first is asked for, until the abort. */
  watch(accountId: string, signal: AbortSignal): AsyncIterable<Change>
  /** Ends every watch: live channels would otherwise keep a stopping server open. */
  endWatches(): void
  close(): Promise<void>
}

/** Opens the hub: one listening connection for all browsers of this process. */
export async function openChangeHub(
  listen: (sink: EventSink) => Promise<EventListener>,
  onError: (error: Error) => void,
): Promise<ChangeHub> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const ending = new AbortController()
  const listener = await listen({
    onEvent: (event) => emitter.emit(event.accountId, event),
    onGap: () => {
      // Every watch listens to errors too: emitting one would end them all.
      for (const name of emitter.eventNames()) if (name !== 'error') emitter.emit(name, null)
    },
    onError,
  })
  return {
    watch(accountId, signal) {
      const until = AbortSignal.any([signal, ending.signal])
      if (until.aborted) return nothing()
      return readUntil(on(emitter, accountId, { signal: until }), until)
    },
    endWatches: () => ending.abort(),
    close: () => listener.close(),
  }
}

async function* nothing(): AsyncIterable<Change> {}

async function* readUntil(changes: AsyncIterable<unknown[]>, until: AbortSignal): AsyncIterable<Change> {
  try {
    for await (const [change] of changes) yield change as Change
  } catch (error) {
    if (!until.aborted) throw error
  }
}
