import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import sharp from 'sharp'
import { apiEnvironment } from '../apps/api/testing/api.ts'
import { withStudio } from './support/bench-studio.ts'
import { report } from './support/figures.ts'

/**
 * How much the API process grows while a photo of nearly 25 MB is uploaded: its peak resident memory during the
 * upload (Linux, VmHWM, reset before each one) less what it had before. Goal of the product: at most 40 MB.
 */
const UPLOADS = 7
const MIB = 1024 * 1024

async function makeLargeJpeg(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const picture = sharp({ create: { width: 5000, height: 4000, channels: 3, background: 'grey', noise } })
  for (const quality of [98, 96, 94, 92, 90, 85, 80, 75, 70]) {
    const bytes = await picture.clone().jpeg({ quality }).toBuffer()
    if (bytes.byteLength < MAX_UPLOAD_BYTES - 1024) return bytes
  }
  throw new Error('the noise does not compress to 25 MB')
}

const memoryMib = (pid: number, field: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function upload(url: string, cookie: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new FormData()
  body.append('file', new Blob([bytes]), 'large.jpg')
  const response = await fetch(`${url}/api/uploads`, { method: 'POST', headers: { cookie }, body })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
}

await withStudio(async (studio) => {
  const main = fileURLToPath(new URL('../apps/api/src/main.ts', import.meta.url))
  const api = fork(main, { env: { PATH: process.env.PATH, ...apiEnvironment(studio) }, execArgv: [] })
  const [{ url }] = (await once(api, 'message')) as [{ url: string }]
  const pid = api.pid ?? 0
  const signUp = await fetch(`${url}/trpc/auth.signUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'bench@example.com', password: 'correct horse battery' }),
  })
  const cookie = signUp.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const photo = await makeLargeJpeg()
  console.log(
    `photo of ${(photo.byteLength / MIB).toFixed(1)} MiB; API at rest ${memoryMib(pid, 'VmRSS').toFixed(0)} MiB`,
  )

  const growthMib: number[] = []
  for (let index = 0; index < UPLOADS; index++) {
    // What follows the end of a JPEG is ignored, so that each one is another file.
    const bytes = Uint8Array.from(Buffer.concat([photo, Buffer.from([index])]))
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    const before = memoryMib(pid, 'VmRSS')
    await upload(url, cookie, bytes)
    growthMib.push(memoryMib(pid, 'VmHWM') - before)
  }
  console.log(`first upload, which also loads what uploads need: ${growthMib[0]?.toFixed(1)} MiB`)
  report('growth of the API during an upload', growthMib, 'MiB', '40')
  console.log(`API after ${UPLOADS} uploads: ${memoryMib(pid, 'VmRSS').toFixed(0)} MiB`)
  api.kill('SIGTERM')
  await once(api, 'exit')
})
