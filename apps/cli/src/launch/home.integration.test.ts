import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimHome, findRunning } from './home.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'studio-home-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a studio that has gone does not own its home any more', async () => {
  const pidOfNobody = 2 ** 22 - 1
  writeFileSync(
    join(dir, 'run.json'),
    JSON.stringify({ pid: pidOfNobody, childPids: [], url: 'http://localhost:3000' }),
  )
  expect(findRunning(dir)).toBeUndefined()
  const home = await claimHome(dir)
  home.release()
})

test('a pid that now belongs to another program does not count as a studio', async () => {
  writeFileSync(join(dir, 'run.json'), JSON.stringify({ pid: process.ppid, childPids: [process.ppid] }))
  const home = await claimHome(dir)
  home.release()
})

test('a run file cut off by a crash does not block the next start', async () => {
  writeFileSync(join(dir, 'run.json'), '{"pid": 12')
  const home = await claimHome(dir)
  home.release()
  expect(findRunning(dir)).toBeUndefined()
})
