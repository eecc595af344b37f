import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, openDatabase } from '@studio/db'
import { createToken } from '@studio/services/tokens'
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
})

describe('while the database is away', () => {
  let db: Database
  let server: Server
  let url: string

  beforeAll(async () => {
    // Nothing listens on port 1.
    db = openDatabase({ url: 'postgresql://studio:canary@127.0.0.1:1/studio' })
    const app = createServer(api.env, { ...api.container, deps: { ...api.container.deps, db } })
    server = createHttpServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await db.$disconnect()
  })

  it('the health is "not now", and tells nothing of it', async () => {
    const response = await fetch(`${url}/health`)
    expect([response.status, await response.json()]).toEqual([503, { status: 'database unreachable' }])
  })

  it('a call is told so, and when to come back', async () => {
    const { token } = await createToken(await api.studio.makeAccount(), TOKEN, api.container.deps)
    const response = await fetch(`${url}/api/v1/assets`, { headers: { authorization: `Bearer ${token}` } })
    const { code } = (await response.json()) as { code: string }
    expect([response.status, code]).toEqual([503, 'database_unavailable'])
    expect(response.headers.get('retry-after')).toBe('10')
  })

  it('a page is told so', async () => {
    const response = await fetch(`${url}/trpc/auth.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: api.env.PUBLIC_URL },
      body: JSON.stringify({ email: 'somebody@example.com', password: 'some long password' }),
    })
    const { error } = (await response.json()) as { error: { data: { code: string } } }
    expect([response.status, error.data.code]).toEqual([503, 'database_unavailable'])
  })
})

const TOKEN = { name: 'script', kind: 'live' as const, scopes: ['assets:read' as const], expiresInDays: null }
