import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '@studio/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing/api.ts'
import { createServer } from './server.ts'

let api: TestApi

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe('the health of the API', () => {
  it('is good while it reaches the database', async () => {
    const response = await fetch(`${api.url}/health`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  it('is "not now" while the database is away, and tells nothing of it', async () => {
    // Nothing listens on port 1.
    const db = openDatabase({ url: 'postgresql://studio:canary@127.0.0.1:1/studio' })
    const app = createServer(api.env, { ...api.container, deps: { ...api.container.deps, db } })
    const server = createHttpServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`)
    expect([response.status, await response.json()]).toEqual([503, { status: 'database unreachable' }])
    await new Promise((resolve) => server.close(resolve))
    await db.$disconnect()
  })
})
