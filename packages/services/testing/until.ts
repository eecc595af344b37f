import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 5

/** Reads until there is something, looking again every few milliseconds. @throws after `withinMs` */
export async function until<Value>(
  what: string,
  read: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  withinMs = 10_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await pause(POLL_MS)
  }
}

/** A door that holds whoever comes through until it is opened. */
export type Gate = {
  /** Fulfils when somebody has come to the closed door. */
  reached: Promise<void>
  pass(): Promise<void>
  open(): void
}

/** A closed gate, to stop a step half-way and look at the world. */
export function createGate(): Gate {
  const arrival = Promise.withResolvers<void>()
  const opening = Promise.withResolvers<void>()
  return {
    reached: arrival.promise,
    pass() {
      arrival.resolve()
      return opening.promise
    },
    open: () => opening.resolve(),
  }
}
