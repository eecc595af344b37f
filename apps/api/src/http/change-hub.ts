import { EventEmitter, on } from 'node:events'
import { type AnnouncedEvent, listenToEvents } from '@studio/db'

/** A change for one account, or null when some may have been missed. */
export type Change = AnnouncedEvent | null

/** Hands committed events to the browsers of the account they belong to. */
export type ChangeHub = {
  /** Changes of one account from now on, until the signal is aborted. */
  watch(accountId: string, signal: AbortSignal): AsyncIterable<Change>
  /** Ends every watch: live channels would otherwise keep a stopping server open. */
  endWatches(): void
  close(): Promise<void>
}

/** Opens the hub: one listening connection for all browsers of this process. */
export async function openChangeHub(
  databaseUrl: string,
  onError: (error: Error) => void,
): Promise<ChangeHub> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const ending = new AbortController()
  const listener = await listenToEvents(databaseUrl, {
    onEvent: (event) => emitter.emit(event.accountId, event),
    onGap: () => {
      for (const accountId of emitter.eventNames()) emitter.emit(accountId, null)
    },
    onError,
  })
  return {
    async *watch(accountId, signal) {
      const until = AbortSignal.any([signal, ending.signal])
      try {
        for await (const [change] of on(emitter, accountId, { signal: until })) yield change as Change
      } catch (error) {
        if (!until.aborted) throw error
      }
    },
    endWatches: () => ending.abort(),
    close: () => listener.close(),
  }
}
