import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { readPhoto } from '@studio/services/testing'
import sharp from 'sharp'

/** A stand-in for Gemini that has nothing to do: whatever it is asked, it gives the same small photo. */
export type InstantProvider = { url: string; stop(): void }

/** Starts it as a process of its own, so that what it does is not counted as anybody's work. */
export async function startInstantProvider({ photoPx = 480, delayMs = 0 } = {}): Promise<InstantProvider> {
  const child = fork(fileURLToPath(import.meta.url), ['serve', String(photoPx), String(delayMs)])
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, stop: () => void child.kill() }
}

async function serve(photoPx: number, delayMs: number): Promise<void> {
  const photo = await sharp(await readPhoto())
    .resize(photoPx)
    .jpeg()
    .toBuffer()
  const data = photo.toString('base64')
  const parts = [{ inlineData: { mimeType: 'image/jpeg', data } }]
  const usageMetadata = { promptTokenCount: 300, candidatesTokenCount: 1290, totalTokenCount: 1590 }
  const candidates = [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }]
  const answer = JSON.stringify({ candidates, usageMetadata, modelVersion: 'instant', responseId: 'same' })
  const reply = (res: ServerResponse) => res.setHeader('content-type', 'application/json').end(answer)
  const server = createServer((req, res) => {
    req.resume().once('end', () => (delayMs === 0 ? reply(res) : setTimeout(() => reply(res), delayMs)))
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
  })
  process.once('disconnect', () => process.exit())
}

if (process.argv[2] === 'serve' && process.send) await serve(Number(process.argv[3]), Number(process.argv[4]))
