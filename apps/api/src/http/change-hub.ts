import { EventEmitter, on } from 'node:events'
import { DomainError } from '@studio/core/kernel'
import type { AnnouncedEvent, EventListener, EventSink } from '@studio/db'
import { thinOut } from './thin-out.ts'

/** A change for one account, or null when some may have been missed. */
export type Change = AnnouncedEvent | null

/** Who watches: an account, in one of its sessions by the id it is stored under. */
export type Watcher = { accountId: string; sessionId: string }

/** Hands committed events to the browsers of the account they belong to. */
export type ChangeHub = {
  /**
   * Changes of one account from the moment of this call, also before the first is asked for, until the abort or
   * the end of the session, in whichever process it was ended. @throws DomainError `rate_limited` when the account watches too often already
   */
  watch(watcher: Watcher, signal: AbortSignal): AsyncIterable<Change>
  /** Ends every watch: live channels would otherwise keep a stopping server open. */
  endWatches(): void
  close(): Promise<void>
}

/** How many watches one account may hold in one process; each visible page of a browser holds one. */
export const MAX_WATCHES_PER_ACCOUNT = 20

/** Opens the hub: one listening connection for all browsers of this process. */
export async function openChangeHub(
  listen: (sink: EventSink) => Promise<EventListener>,
  onError: (error: Error) => void,
): Promise<ChangeHub> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const ending = new AbortController()
  const listener = await listen({
    onEvent(event) {
      // Its own watches end before they hear of it; the account's others hear that there is one less.
      if (event.type === 'session.ended') emitter.emit(endOf(event.subjectId ?? ''))
      emitter.emit(changeOf(event.accountId), event)
    },
    onGap: () => {
      // Every watch also listens to errors and to its session's end: emitting those would end it.
      for (const name of emitter.eventNames()) if (isChange(name)) emitter.emit(name, null)
    },
    onError,
  })
  return {
    watch({ accountId, sessionId }, signal) {
      const until = AbortSignal.any([signal, ending.signal])
      if (until.aborted) return nothing()
      const name = changeOf(accountId)
      if (emitter.listenerCount(name) >= MAX_WATCHES_PER_ACCOUNT) throw tooManyWatches()
      const changes = on(emitter, name, { signal: until, close: [endOf(sessionId)] })
      return thinOut(readUntil(changes, until), until)
    },
    endWatches: () => ending.abort(),
    close: () => listener.close(),
  }
}

const changeOf = (accountId: string) => `change ${accountId}`
const endOf = (sessionId: string) => `end ${sessionId}`
const isChange = (name: string | symbol) => String(name).startsWith('change ')

function tooManyWatches(): DomainError {
  return new DomainError(
    'rate_limited',
    'The studio is open on too many pages at once. Close some, then load this one again.',
  )
}

async function* nothing(): AsyncIterable<Change> {}

async function* readUntil(changes: AsyncIterable<unknown[]>, until: AbortSignal): AsyncIterable<Change> {
  try {
    for await (const [change] of changes) yield change as Change
  } catch (error) {
    if (!until.aborted) throw error
  }
}
