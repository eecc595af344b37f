import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProcessAlive } from '@studio/db/local'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startChild } from './children.ts'
import { supervise } from './supervise.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'studio-children-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** A child process that does what the code says. */
function child(code: string) {
  const script = join(dir, 'main.ts')
  writeFileSync(script, code)
  return { name: 'service', script, env: process.env, logFile: join(dir, 'logs', 'service.log') }
}

const READY = `process.send({ type: 'ready', url: 'http://127.0.0.1:1' });`
const OBEDIENT = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); ${READY}`

test('a child is started once it says that it is ready, with its address', async () => {
  const started = await startChild(child(OBEDIENT))
  expect(started.url).toBe('http://127.0.0.1:1')
  await started.stop(5_000)
  expect(await started.ended).toBe('exit code 0')
})

test('a child that ends before it is ready fails the start with the end of its log', async () => {
  await expect(startChild(child(`console.log('the reason'); process.exit(4)`))).rejects.toThrow(
    /did not start \(exit code 4\)[\s\S]*the reason/,
  )
})

test('a child that ignores the request to end is killed after its grace', async () => {
  const started = await startChild(
    child(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); ${READY}`),
  )
  await started.stop(100)
  expect(await started.ended).toBe('signal SIGKILL')
})

test('a crashed child is started again, and stopped for good when asked', async () => {
  const mark = join(dir, 'crashed-once')
  const crashesOnce = `import { existsSync, writeFileSync } from 'node:fs'
    ${OBEDIENT}
    if (!existsSync(${JSON.stringify(mark)})) { writeFileSync(${JSON.stringify(mark)}, ''); setTimeout(() => process.exit(3), 50) }`
  const pids: number[] = []
  const restarted = Promise.withResolvers<void>()
  const sentences: string[] = []
  const kept = await supervise(
    child(crashesOnce),
    (sentence) => {
      sentences.push(sentence)
      if (sentence.includes('runs again')) restarted.resolve()
    },
    (pid) => pids.push(pid),
  )
  await restarted.promise
  expect(existsSync(mark)).toBe(true)
  expect(sentences[0]).toContain('exit code 3')
  expect(pids).toHaveLength(2)
  expect(kept.pid()).toBe(pids[1])
  await kept.stop(5_000)
  expect(pids.filter(isProcessAlive)).toEqual([])
})
