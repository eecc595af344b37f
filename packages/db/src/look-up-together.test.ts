import { expect, it } from 'vitest'
import type { Database } from './client.ts'
import { createLookUp } from './look-up-together.ts'

const db = {} as Database

/** What is asked in one turn of the process goes together in the next. */
const nextTurn = () => new Promise((done) => setImmediate(done))

/** A look-up whose trips wait to be answered, each with its keys in capitals. */
function open() {
  const trips: { keys: readonly string[]; answer: () => Promise<unknown> }[] = []
  const lookUp = createLookUp(
    (_, keys: readonly string[]) =>
      new Promise<string[]>((resolve) => {
        const answer = () => {
          resolve(keys.map((key) => key.toUpperCase()))
          // One turn for who was answered, and one for the next trip.
          return nextTurn().then(nextTurn)
        }
        trips.push({ keys, answer })
      }),
  )
  return { trips, lookUp: (key: string) => lookUp(db, key) }
}

it('who asks in the same turn shares a trip; who asks while it is under way is not answered by it', async () => {
  const { trips, lookUp } = open()
  const first = Promise.all([lookUp('a'), lookUp('b')])
  await nextTurn()
  const others = Promise.all([lookUp('a'), lookUp('c')])
  await nextTurn()
  expect(trips.map(({ keys }) => keys)).toEqual([['a', 'b']])
  await trips[0]?.answer()
  expect(await first).toEqual(['A', 'B'])
  expect(trips.map(({ keys }) => keys)).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ])
  await trips[1]?.answer()
  expect(await others).toEqual(['A', 'C'])
})

it('of many who ask at once not all share a trip, so that nobody waits long for others', async () => {
  const { trips, lookUp } = open()
  const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`)
  const found = Promise.all(keys.map(lookUp))
  await nextTurn()
  await trips[0]?.answer()
  expect(trips.map((trip) => trip.keys.length)).toEqual([32, 8])
  await trips[1]?.answer()
  expect(await found).toEqual(keys.map((key) => key.toUpperCase()))
})

it('a look-up that fails is told to whom it was for, and the next one is tried', async () => {
  let isAway = true
  const lookUp = createLookUp(async (_, keys: readonly string[]) => {
    if (isAway) throw new Error('away')
    return keys
  })
  const answers = await Promise.allSettled([lookUp(db, 'a'), lookUp(db, 'b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isAway = false
  expect(await lookUp(db, 'c')).toBe('c')
})
