import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { createToken } from '@studio/services/tokens'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiEnvironment } from '../../testing/api.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
let studio: TestStudio
let child: ChildProcess

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await studio.close()
})

/** One call on a connection of its own: its status, or why there was none. */
function call(url: string, token: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` }
    const calling = request(`${url}/api/v1/generations`, { agent: false, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.complete ? (response.statusCode ?? 0) : 'cut off'))
    })
    calling.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'broken'))
    calling.end()
  })
}

it('asked to end in the middle of calls, the API answers all it took and loses none of them from the log', async () => {
  const owner = await studio.makeAccount()
  const input = {
    name: 'script',
    kind: 'live' as const,
    scopes: ['generations:read' as const],
    expiresInDays: null,
  }
  const { token } = await createToken(owner, input, studio.deps)
  child = fork(MAIN, {
    env: { PATH: process.env.PATH, ...apiEnvironment(studio) },
    execArgv: [],
    stdio: 'inherit',
  })
  const exited = once(child, 'exit')
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]

  const outcomes: (number | string)[] = []
  const lane = async () => {
    for (;;) {
      const outcome = await call(url, token)
      outcomes.push(outcome)
      if (outcomes.length === 40) child.kill('SIGTERM')
      if (typeof outcome === 'string') return
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  expect((await exited)[0]).toBe(0)

  const answered = outcomes.filter((outcome) => typeof outcome === 'number')
  expect(new Set(answered)).toEqual(new Set([200]))
  // Whoever came after the door was closed was not let in: the system refuses them, or resets who still queued.
  for (const outcome of outcomes) expect([200, 'ECONNREFUSED', 'ECONNRESET']).toContain(outcome)
  // A call that was taken and not answered would stand there as one whose caller hung up.
  const statuses = await studio.deps.db.requestLog.groupBy({ by: ['status'], _count: true })
  expect(statuses).toEqual([{ status: 200, _count: answered.length }])
})
