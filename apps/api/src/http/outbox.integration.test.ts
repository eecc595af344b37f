import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'
import { outboxRoutes } from './outbox.ts'

let api: TestApi

beforeAll(async () => {
  api = await openTestApi()
  const { outbox } = api.studio
  const link = 'http://localhost:3000/arrive#verify_email.lnk_1.secret'
  const text = `Follow ${link} or https://evil.example/ <script>alert(1)</script>`
  await outbox.send({ to: 'ada@example.com', subject: '<b>Hello</b>', text, html: '<p>Hello</p>' })
})
afterAll(() => api.close())

/** Asks as any program can, with whatever headers; `fetch` sets some of them itself. */
function ask(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const asked = request(url, { headers }, async (response) => {
    let body = ''
    for await (const chunk of response) body += chunk
    resolve({ status: response.statusCode ?? 0, body })
  })
  asked.once('error', reject).end()
  return promise
}

describe('the outbox page', () => {
  it('shows the mails, their links to this studio, and runs nothing they hold', async () => {
    const { status, body } = await ask(`${api.url}/outbox`)
    expect(status).toBe(200)
    expect(body).toContain('To ada@example.com')
    expect(body).toContain('<a href="http://localhost:3000/arrive#verify_email.lnk_1.secret">')
    expect(body.match(/<a /g)).toHaveLength(1)
    expect(body).not.toMatch(/<script|<b>|style=/)
    expect((await api.visitor().fetch('/outbox/style.css')).headers.get('content-type')).toMatch('text/css')
  })

  it.each([
    ['a page elsewhere whose name was turned to this machine', { host: 'evil.example' }],
    ['a client of a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }],
    ['a client of a proxy that says it in the other way', { forwarded: 'for=203.0.113.9' }],
  ])('is not there for %s', async (_whom, headers) => {
    const { status, body } = await ask(`${api.url}/outbox`, headers as unknown as Record<string, string>)
    expect(status).toBe(404)
    expect(body).not.toContain('ada@example.com')
  })

  it('is not there for another machine, whatever it says', async ({ skip }) => {
    const [address] = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    if (!address) return skip('this machine has no address but its own')
    const app = express().use('/outbox', outboxRoutes(api.studio.outbox, 'http://localhost:3000'))
    const server = createServer(app).listen(0, address.address)
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const answer = await ask(`http://${address.address}:${port}/outbox`, { host: 'localhost' })
    expect(answer.status).toBe(404)
    await new Promise((resolve) => server.close(resolve))
  })

  it('is not there where mails leave', async () => {
    const environment = { MAILER: 'smtp', SMTP_URL: 'smtp://localhost:9', MAIL_FROM: 'a@example.com' }
    const sending = await openTestApi({ environment })
    expect((await ask(`${sending.url}/outbox`)).status).toBe(404)
    await sending.close()
  })
})
