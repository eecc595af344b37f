import { createPlainPictureMaker } from '@studio/emulators/gemini'
import { createKlingEmulator, type KlingEmulator } from '@studio/emulators/kling'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './support/browser.ts'

let emulator: KlingEmulator
let browser: Browser

beforeAll(async () => {
  emulator = await createKlingEmulator({ pace: 'instant', pictureMaker: createPlainPictureMaker() })
  browser = await openBrowser()
})
afterAll(() => emulator?.close())

/** Has a video made of a picture, and says where it lies. */
async function makeVideo(resolution: string, duration: number): Promise<string> {
  // A frame around a product: coming nearer drives it out of the picture.
  const drawing = `<svg width="800" height="450"><rect width="800" height="450" fill="#123"/>
    <rect x="40" y="22" width="720" height="406" fill="#fed"/></svg>`
  const base64 = (await sharp(Buffer.from(drawing)).jpeg().toBuffer()).toString('base64')
  const authorization = 'Bearer any-key'
  const created = await fetch(`${emulator.url}/image-to-video/kling-3.0-turbo`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify({
      contents: [{ type: 'first_frame', url: base64 }],
      settings: { resolution, duration },
    }),
  })
  const { id } = ((await created.json()) as { data: { id: string } }).data
  const asked = await fetch(`${emulator.url}/tasks?task_ids=${id}`, { headers: { authorization } })
  const [task] = ((await asked.json()) as { data: { outputs: { url: string }[] }[] }).data
  return task?.outputs[0]?.url ?? expect.fail('there is no video')
}

describe('a video of the stand-in for Kling', () => {
  it.each([
    ['720p', 3, 1280, 720],
    ['1080p', 3, 1920, 1080],
  ])('at %s plays to its end in a browser: %i s', async (resolution, durationSec, width, height) => {
    const address = await makeVideo(resolution, durationSec)
    const page = await browser.newPage()
    // A page of the same origin: the video's pixels are looked at.
    await page.goto(`${emulator.url}/emu-cdn/`)
    const seen = await page.evaluate(async (src) => {
      const video = Object.assign(document.createElement('video'), { src, muted: true, playbackRate: 4 })
      document.body.append(video)
      const pixels = () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 })
        const context = canvas.getContext('2d')
        context?.drawImage(video, 0, 0, 16, 9)
        return [...(context?.getImageData(0, 0, 16, 9).data ?? [])]
      }
      const happened = (name: string) =>
        new Promise<void>((resolve, reject) => {
          video.addEventListener(name, () => resolve(), { once: true })
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
        })
      await happened('loadeddata')
      const first = pixels()
      const ended = happened('ended')
      await video.play()
      await ended
      const last = pixels()
      const { videoWidth, videoHeight, duration } = video
      const changed = first.filter((value, at) => Math.abs(value - (last[at] ?? 0)) > 4).length
      return { videoWidth, videoHeight, duration, changed }
    }, address)
    expect(seen).toMatchObject({ videoWidth: width, videoHeight: height })
    expect(seen.duration).toBeCloseTo(durationSec, 1)
    // It moves.
    expect(seen.changed).toBeGreaterThan(10)
    await page.close()
  })
})
