import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'

const MAIN = new URL('main.ts', import.meta.url)
let child: ChildProcess | undefined

afterEach(() => child?.kill('SIGKILL'))

it('as a process it has sample shops drawn from the photos, and ends when its parent goes away', async () => {
  child = fork(MAIN, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [message] = (await once(child, 'message')) as [{ type: string; url: string }]
  expect(message).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  const shop = `${message.url}/shops/sample-store.myshopify.com`
  const page = await (await fetch(`${shop}/`)).text()
  expect(page.match(/<img /g)).toHaveLength(11)
  const picture = /src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await fetch(picture)).headers.get('content-type')).toBe('image/jpeg')
  const ended = once(child, 'exit')
  child.disconnect()
  expect(await ended).toEqual([0, null])
})
