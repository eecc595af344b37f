import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createFileHandler, openObjectStore } from './index.ts'
import { objectStoreContract } from './object-store.contract.ts'

const linkSecret = 'a secret for links that only tests use'

describe('object store on disk', () => {
  objectStoreContract(async () => {
    const root = await mkdtemp(join(tmpdir(), 'object-store-'))
    let now = new Date('2026-05-04T10:00:00Z')
    const clock = { now: () => now }
    const server = createServer((req, res) => void handleFile(req, res))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const baseUrl = `http://127.0.0.1:${port}`
    const store = await openObjectStore({ kind: 'disk', root, baseUrl, linkSecret, clock })
    const handleFile = createFileHandler({ store, linkSecret, clock })
    return {
      store,
      passSeconds: (seconds) => {
        now = new Date(now.getTime() + seconds * 1000)
      },
      close: async () => {
        server.close()
        server.closeAllConnections()
        await rm(root, { recursive: true })
      },
    }
  })
})
