import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'

const MAIN = new URL('main.ts', import.meta.url)
let child: ChildProcess | undefined

afterEach(() => child?.kill('SIGKILL'))

/** Starts the emulator as `npm start` does, and waits for its address. */
async function start(): Promise<{ process: ChildProcess; url: string }> {
  const env = { ...process.env, GEMINI_EMULATOR_LATENCY: 'instant' }
  child = fork(MAIN, { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [message] = await once(child, 'message')
  expect(message).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  return { process: child, url: message.url }
}

/** Opens a call that will never be answered, and waits until it has come in. */
async function openHangingCall(url: string): Promise<void> {
  const call = fetch(`${url}/v1/models/gemini-3-pro-image:generateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': 'any-key' },
    body: JSON.stringify({ contents: [{ parts: [{ text: '[[emu:hang]]' }] }] }),
  })
  call.catch(() => undefined)
  const journal = async () => (await fetch(`${url}/__emu/requests`)).json()
  await expect.poll(journal).toHaveLength(1)
}

describe('the emulator as a process', () => {
  it('tells its parent the address, and ends by itself when the parent goes away', async () => {
    const { process, url } = await start()
    await openHangingCall(url)
    const ended = once(process, 'exit')
    process.disconnect()
    expect(await ended).toEqual([0, null])
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('draws with its own picture maker, and refuses a photo that ends half-way', async () => {
    const { url } = await start()
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
    const sheet = sharp({ create: { width: 200, height: 200, channels: 3, background: 'black', noise } })
    const photo = await sheet.jpeg().toBuffer()
    const ask = async (bytes: Buffer) => {
      const inlineData = { mimeType: 'image/jpeg', data: bytes.toString('base64') }
      return fetch(`${url}/v1/models/gemini-3-pro-image:generateContent`, {
        method: 'POST',
        headers: { 'x-goog-api-key': 'any-key' },
        body: JSON.stringify({ contents: [{ parts: [{ text: 'a mug' }, { inlineData }] }] }),
      })
    }
    expect(await (await ask(photo.subarray(0, 3000))).text()).toContain('Unable to process input image')
    expect((await ask(photo)).status).toBe(200)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, although a call hangs', async (signal) => {
    const { process, url } = await start()
    await openHangingCall(url)
    const ended = once(process, 'exit')
    process.kill(signal)
    expect(await ended).toEqual([0, null])
  })
})
