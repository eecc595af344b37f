import type { Pool } from 'pg'

/**
 * In a transaction of its own, because until a transaction that notifies is on disk no other one of the whole server
 * commits; and not waiting for the disk, because it wrote nothing.
 */
const WAKE = 'BEGIN; SET LOCAL synchronous_commit = off; NOTIFY studio_event; COMMIT'

/** The least time from one announcement to the next, in milliseconds: nobody sees it, and many commits share one. */
const PAUSE_MS = 50

/** Tells that something was committed; several calls at once make one announcement after the present one. */
export type Waker = () => void

/**
 * Wakes whoever listens to events, after a commit. Nobody waits for it and it may fail: the events are there, and
 * listeners look for themselves every few seconds.
 */
export function createWaker(findPool: () => Pool | undefined): Waker {
  let state: 'idle' | 'waking' | 'wanted again' = 'idle'
  const wake = async (): Promise<void> => {
    do {
      state = 'waking'
      await findPool()
        ?.query(WAKE)
        .catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref())
    } while (wasWantedAgain())
    state = 'idle'
  }
  const wasWantedAgain = () => state === 'wanted again'
  return () => {
    if (state === 'idle') void wake()
    else state = 'wanted again'
  }
}
