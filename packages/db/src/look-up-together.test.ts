import { expect, it } from 'vitest'
import type { Database } from './client.ts'
import { createLookUp } from './look-up-together.ts'

const db = {} as Database

it('who asks while a look-up is under way shares the next one, and is not answered by what began before', async () => {
  const trips: { keys: readonly string[]; answer: (rows: string[]) => void }[] = []
  const lookUp = createLookUp(
    (_, keys: readonly string[]) => new Promise<string[]>((answer) => trips.push({ keys, answer })),
  )
  const first = lookUp(db, 'a')
  const others = Promise.all([lookUp(db, 'a'), lookUp(db, 'b')])
  expect(trips.map(({ keys }) => keys)).toEqual([['a']])
  trips[0]?.answer(['old'])
  expect(await first).toEqual(['old'])
  expect(trips.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b']])
  trips[1]?.answer(['new'])
  expect(await others).toEqual([['new'], ['new']])
})

it('a look-up that fails is told to whom it was for, and the next one is tried', async () => {
  let isAway = true
  const lookUp = createLookUp(async (_, keys: readonly string[]) => {
    if (isAway) throw new Error('away')
    return [...keys]
  })
  const answers = await Promise.allSettled([lookUp(db, 'a'), lookUp(db, 'b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isAway = false
  expect(await lookUp(db, 'c')).toEqual(['c'])
})
