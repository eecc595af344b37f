import { expect, test } from 'vitest'
import { type Check, type Outcome, passed } from './check.ts'
import { runChecks } from './run-checks.ts'

const silent = { started: () => {}, finished: () => {} }
const check = (name: string, run: () => Promise<Outcome>, isHeavy = false): Check => ({
  name,
  title: name,
  isHeavy,
  run,
})

test('every check runs although an earlier one failed, and the counts add up', async () => {
  const checks = [
    check('breaks', () => Promise.reject(new Error('no such program'))),
    check('passes', async () => passed),
    check('skips', async () => ({ passed: 0, failed: 0, skipped: 3 }), true),
  ]
  expect(await runChecks(checks, silent)).toMatchObject({ passed: 1, failed: 1, skipped: 3 })
})

test('a heavy check has the machine for itself', async () => {
  const running = new Set<string>()
  let neighbours = -1
  const watched = (name: string, isHeavy: boolean) =>
    check(
      name,
      async () => {
        running.add(name)
        await new Promise(setImmediate)
        if (isHeavy) neighbours = running.size - 1
        running.delete(name)
        return passed
      },
      isHeavy,
    )
  await runChecks([watched('heavy', true), watched('a', false), watched('b', false)], silent)
  expect(neighbours).toBe(0)
})
