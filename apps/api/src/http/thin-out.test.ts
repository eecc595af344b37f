import { setImmediate as turn } from 'node:timers/promises'
import type { AnnouncedEvent } from '@studio/db'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Change } from './change-hub.ts'
import { MAX_AT_ONCE, SPAN_MS, thinOut } from './thin-out.ts'

const changeOf = (type: AnnouncedEvent['type'], index: number): Change => ({
  ...{ id: String(index), accountId: 'acc_1', type, subjectId: `subject-${index}` },
})

/** Sends changes at once, then nothing until the span is over, and answers what came out before and after its end. */
async function sendAll(changes: Change[]): Promise<{ atOnce: Change[]; later: Change[] }> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const end = Promise.withResolvers<void>()
  async function* source() {
    yield* changes
    await end.promise
  }
  const heard: Change[] = []
  const reading = (async () => {
    for await (const change of thinOut(source(), new AbortController().signal)) heard.push(change)
  })()
  for (let turns = 0; turns < 20; turns++) await turn()
  const atOnce = heard.splice(0)
  await vi.advanceTimersByTimeAsync(SPAN_MS)
  for (let turns = 0; turns < 20; turns++) await turn()
  const later = heard.splice(0)
  end.resolve()
  await reading
  return { atOnce, later }
}

it('a few changes go out as they come', async () => {
  const few = Array.from({ length: MAX_AT_ONCE }, (_, index) => changeOf('output.started', index))
  expect(await sendAll(few)).toEqual({ atOnce: few, later: [] })
})

it('of thousands within a second those beyond a few go out at its end, the last of each type alone', async () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    changeOf(index % 2 === 0 ? 'output.started' : 'output.succeeded', index),
  )
  expect(await sendAll(many)).toEqual({ atOnce: many.slice(0, MAX_AT_ONCE), later: many.slice(-2) })
})

it('no deletion is left out, nor that something may have been missed', async () => {
  const many = [
    ...Array.from({ length: 100 }, (_, index) => changeOf('output.started', index)),
    ...Array.from({ length: 3 }, (_, index) => changeOf('asset.deleted', index)),
    null,
  ]
  const { later } = await sendAll(many)
  expect(later).toEqual([many[99], many[100], many[101], many[102], null])
})
