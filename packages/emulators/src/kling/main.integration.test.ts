import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'

const MAIN = new URL('main.ts', import.meta.url)
const PHOTO = new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url)
let child: ChildProcess | undefined

afterEach(() => child?.kill('SIGKILL'))

/** Starts the emulator as `npm start` does, and waits for its address. */
async function start(env: NodeJS.ProcessEnv = {}): Promise<{ process: ChildProcess; url: string }> {
  const options = { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] as const }
  child = fork(MAIN, { ...options, stdio: [...options.stdio], env: { ...process.env, ...env } })
  const [message] = await once(child, 'message')
  expect(message).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  return { process: child, url: message.url }
}

async function ask(url: string, path: string, body?: object) {
  const response = await fetch(url + path, {
    headers: { authorization: 'Bearer any-key' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return (await response.json()) as { code: number; data: Record<string, unknown> }
}

async function photo(): Promise<string> {
  return (
    await sharp(await readFile(PHOTO))
      .resize(800)
      .jpeg()
      .toBuffer()
  ).toString('base64')
}

describe('the emulator as a process', () => {
  it('takes some seconds for a picture of its own, with the product set into the scene', async () => {
    const { url } = await start()
    const body = {
      prompt: 'on a plinth. <<<image_1>>> is the product.',
      image_list: [{ image: await photo() }],
    }
    const { data } = await ask(url, '/v1/images/omni-image', body)
    const path = `/v1/images/omni-image/${data.task_id}`
    expect((await ask(url, path)).data.task_status).toBe('submitted')
    const statusOf = async () => (await ask(url, path)).data.task_status
    await expect.poll(statusOf, { timeout: 30_000, interval: 200 }).toBe('succeed')
    const { images } = (await ask(url, path)).data.task_result as { images: [{ url: string }] }
    const picture = Buffer.from(await (await fetch(images[0].url)).arrayBuffer())
    // A drawn scene is no sheet of one colour.
    expect((await sharp(picture).stats()).entropy).toBeGreaterThan(3)
  })

  it('dresses a person at once when it is told not to take its time', async () => {
    const { url } = await start({ KLING_EMULATOR_PACE: 'instant' })
    const path = '/v1/images/kolors-virtual-try-on'
    const person = await sharp({ create: { width: 600, height: 900, channels: 3, background: '#d8c8b8' } })
      .jpeg()
      .toBuffer()
    const { data } = await ask(url, path, {
      human_image: person.toString('base64'),
      cloth_image: await photo(),
    })
    const done = await ask(url, `${path}/${data.task_id}`)
    const { images } = done.data.task_result as { images: [{ url: string }] }
    const picture = Buffer.from(await (await fetch(images[0].url)).arrayBuffer())
    const { data: pixels, info } = await sharp(picture)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([600, 900])
    const at = (x: number, y: number) => [...pixels.subarray((y * 600 + x) * 3, (y * 600 + x) * 3 + 3)]
    const ground = at(10, 10)
    // The garment lies in the middle, its own ground is gone, the person around it is as it was.
    expect(at(590, 10)).toEqual(ground)
    const middle = Array.from({ length: 300 }, (_, row) => at(300, 270 + row))
    expect(middle.some((pixel) => Math.max(...pixel) < 120)).toBe(true)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, although a call hangs', async (signal) => {
    const { process, url } = await start()
    ask(url, '/v1/images/omni-image', { prompt: '[[emu:hang]]' }).catch(() => undefined)
    const journal = async () => (await fetch(`${url}/__emu/requests`)).json()
    await expect.poll(journal).toHaveLength(1)
    const ended = once(process, 'exit')
    process.kill(signal)
    expect(await ended).toEqual([0, null])
  })

  it('ends by itself when the parent goes away', async () => {
    const { process, url } = await start()
    const ended = once(process, 'exit')
    process.disconnect()
    expect(await ended).toEqual([0, null])
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })
})
