import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keptPort } from './kept-port.ts'

let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kept-port-'))
  file = join(dir, 'shopify.port')
})
afterEach(() => rmSync(dir, { recursive: true }))

it('a stand-in comes back at the port it had', async () => {
  expect(await keptPort(file)).toBe(await keptPort(file))
})

it('a port that somebody else has taken meanwhile is left to them, and the new one is kept', async () => {
  const port = await keptPort(file)
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const next = await keptPort(file)
  other.close()
  expect(next).not.toBe(port)
  expect(await keptPort(file)).toBe(next)
})

it('a note that makes no sense is passed over', async () => {
  writeFileSync(file, 'eighty')
  expect(await keptPort(file)).toBeGreaterThan(0)
})
