import { expect, it, vi } from 'vitest'
import { readLimited } from './read-limited.ts'

it('an answer of just as many bytes as are allowed is read whole', async () => {
  const bytes = await readLimited(new Response('0123456789'), 10)
  expect(Buffer.from(bytes).toString()).toBe('0123456789')
})

it('an answer without an end is refused at the limit, and its connection is let go', async () => {
  const cancel = vi.fn()
  const pull = (shop: ReadableStreamDefaultController) => shop.enqueue(new Uint8Array(4))
  const endless = new Response(new ReadableStream({ pull, cancel }))
  await expect(readLimited(endless, 10)).rejects.toMatchObject({ code: 'too_large' })
  expect(cancel).toHaveBeenCalledOnce()
})
