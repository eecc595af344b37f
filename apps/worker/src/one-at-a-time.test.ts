import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

it('what is asked for while it runs comes once more, however often that was, and never beside itself', async () => {
  let [runs, atOnce, mostAtOnce] = [0, 0, 0]
  const doors = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ended = Promise.withResolvers<void>()
  const ask = oneAtATime(
    async () => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      await doors[runs++]?.promise
      atOnce--
      if (runs === 2) ended.resolve()
    },
    (error) => expect.fail(String(error)),
  )
  for (let times = 0; times < 5; times++) ask()
  expect(runs).toBe(1)
  for (const door of doors) door.resolve()
  await ended.promise
  expect([runs, mostAtOnce]).toEqual([2, 1])
})

it('a run that fails is told, and keeps the next one from nothing', async () => {
  const told = Promise.withResolvers<unknown>()
  const worked = Promise.withResolvers<void>()
  let runs = 0
  const ask = oneAtATime(async () => {
    if (++runs === 1) throw new Error('not now')
    worked.resolve()
  }, told.resolve)
  ask()
  expect(await told.promise).toMatchObject({ message: 'not now' })
  ask()
  await worked.promise
})
