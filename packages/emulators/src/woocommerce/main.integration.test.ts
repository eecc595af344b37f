import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'

const MAIN = new URL('main.ts', import.meta.url)
let child: ChildProcess | undefined

afterEach(() => child?.kill('SIGKILL'))

it('starts as `npm start` starts it, says where it is, and ends with its parent', async () => {
  child = fork(MAIN, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [message] = await once(child, 'message')
  expect(message).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  expect((await fetch(message.url)).status).toBe(200)
  const ended = once(child, 'exit')
  child.disconnect()
  expect(await ended).toEqual([0, null])
})
