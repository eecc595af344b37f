import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { openTestStudio, readPhoto, type TestStudio, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiEnvironment } from '../testing/api.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const running = new Set<ChildProcess>()
let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await studio.close()
})

/** Starts the API as a process of its own and waits until it listens. */
async function startApi(): Promise<{ child: ChildProcess; url: string; exited: Promise<unknown[]> }> {
  const environment = { PATH: process.env.PATH, ...apiEnvironment(studio) }
  const child = fork(MAIN, { env: environment, execArgv: [], stdio: 'inherit' })
  running.add(child)
  const exited = once(child, 'exit').finally(() => running.delete(child))
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { child, url, exited }
}

async function signUp(url: string, email: string): Promise<string> {
  const body = JSON.stringify({ email, password: 'correct horse battery' })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/trpc/auth.signUp`, { method: 'POST', headers, body })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

describe('the process', () => {
  it('that is asked to end takes no new requests, finishes the upload under way, and goes', async () => {
    const { child, url, exited } = await startApi()
    const cookie = await signUp(url, 'slow@example.com')
    const photo = await readPhoto()
    const answered = Promise.withResolvers<number>()
    const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x' }
    const upload = request(`${url}/api/uploads`, { method: 'POST', headers }, (response) => {
      response.resume()
      answered.resolve(response.statusCode ?? 0)
    })
    upload.on('error', answered.reject)
    upload.write('--x\r\nContent-Disposition: form-data; name="file"; filename="slow.jpg"\r\n\r\n')
    upload.write(photo.subarray(0, 10_000))
    const watching = await fetch(`${url}/trpc/changes.watch`, {
      headers: { cookie, accept: 'text/event-stream' },
    })
    child.kill('SIGTERM')
    const knock = () =>
      fetch(`${url}/health`).then(
        () => false,
        () => true,
      )
    await until('nobody new is let in', knock)
    upload.write(photo.subarray(10_000))
    upload.end('\r\n--x--\r\n')
    expect(await answered.promise).toBe(201)
    await watching.text()
    expect(await exited).toEqual([0, null])
  })

  it.each([
    ['assets.list', { limit: 'many' }, 'limit should be a number.'],
    ['assets.list', { kind: 'video' }, 'kind should be "upload" or "output".'],
    ['assets.get', {}, 'Expected an id that starts with "ast_".'],
  ])('says of %s %j in a sentence what is wrong: %s', async (procedure, input, sentence) => {
    const { child, url, exited } = await startApi()
    const asked = encodeURIComponent(JSON.stringify(input))
    const response = await fetch(`${url}/trpc/${procedure}?input=${asked}`)
    expect(await response.json()).toMatchObject({
      error: { message: sentence, data: { code: 'invalid_input' } },
    })
    child.disconnect()
    await exited
  })

  it('ends when the launcher that started it is gone', async () => {
    const { child, exited } = await startApi()
    child.disconnect()
    expect(await exited).toEqual([0, null])
  })

  it('that lacks a setting says which, and not what the others are', async () => {
    const environment = {
      ...apiEnvironment(studio),
      FILE_URL_SECRET: 'short-secret',
      PUBLIC_URL: 'nowhere',
      TOKEN_PEPPERS: 'a:short-secret',
    }
    const child = fork(MAIN, { env: { PATH: process.env.PATH, ...environment }, execArgv: [], stdio: 'pipe' })
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(said).toContain('FILE_URL_SECRET')
    expect(said).toContain('PUBLIC_URL')
    expect(said).toContain('TOKEN_PEPPERS: The key "a" is not 32 bytes in base64.')
    expect(said).not.toMatch(/short-secret|nowhere|postgres:/)
  })
})
