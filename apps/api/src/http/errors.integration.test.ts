import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DomainError, ERROR_TABLE, type ErrorCode } from '@studio/core/kernel'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Context } from '../trpc/trpc.ts'
import { procedure, router } from '../trpc/trpc.ts'
import { problemHandler } from './problem.ts'
import { requestId } from './request-context.ts'

/** What a defect must not tell anybody. */
const CANARY = 'SELECT secret FROM canary at /srv/app.ts'

let server: Server
let url: string
const logged: Record<string, unknown>[] = []

function fail(code: string): never {
  if (code === 'defect') throw new Error(CANARY)
  throw new DomainError(code as ErrorCode, 'A sentence for people.', { retryAfterSeconds: 7 })
}

beforeAll(async () => {
  const app = express().use(requestId)
  const appRouter = router({
    fail: procedure.input(z.string()).query(({ input }) => fail(input)),
    takesNumber: procedure.input(z.object({ count: z.number() })).query(({ input }) => input.count),
    answersWrong: procedure.output(z.number()).query(() => CANARY as unknown as number),
  })
  app.get('/http/:code', ({ params }) => fail(params.code))
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: appRouter,
      // Nothing here asks who it is or needs anything from outside.
      createContext: ({ res }) => ({ requestId: res.locals.requestId }) as Context,
    }),
  )
  const log = (facts: Record<string, unknown>) => void logged.push(facts)
  app.use(problemHandler({ logger: { info: log, warn: log, error: log } }))
  server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function ask(path: string) {
  const response = await fetch(url + path)
  const text = await response.text()
  return { response, text, body: JSON.parse(text) }
}
const atHttp = (code: string) => ask(`/http/${code}`)
const atTrpc = async (path: string, input: unknown) => {
  const answer = await ask(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
  return { ...answer, error: answer.body.error }
}

describe.each(Object.keys(ERROR_TABLE) as ErrorCode[])('%s', (code) => {
  it('is the same code, status and sentence at both doors', async () => {
    const { status, title } = ERROR_TABLE[code]
    const http = await atHttp(code)
    expect(http.response.status).toBe(status)
    expect(http.response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(http.response.headers.get('retry-after')).toBe('7')
    const id = http.response.headers.get('x-request-id')
    expect(http.body).toMatchObject({ title, status, code, detail: 'A sentence for people.', requestId: id })

    const trpc = await atTrpc('fail', code)
    expect(trpc.response.status).toBe(status)
    expect(trpc.error).toMatchObject({
      message: 'A sentence for people.',
      data: { code, httpStatus: status },
    })
    expect(trpc.error.data.requestId).toBe(trpc.response.headers.get('x-request-id'))
  })
})

describe('a defect of ours', () => {
  it.each([
    ['over HTTP', () => atHttp('defect')],
    ['over tRPC', () => atTrpc('fail', 'defect')],
    ['in an answer that is not what was promised', () => atTrpc('answersWrong', undefined)],
  ])('%s shows nothing of the inside, and carries the id under which it was logged', async (_where, use) => {
    const { response, text } = await use()
    expect(response.status).toBe(500)
    expect(text).not.toMatch(/canary|SELECT|\.ts|node_modules|stack/i)
    expect(text).toContain(response.headers.get('x-request-id'))
    // It may have come after the work was done: nothing is said about money.
    expect(text).toContain('Check in the studio whether it was done')
    expect(text).not.toContain('charged')
  })

  it('is logged in full', async () => {
    const { response } = await atHttp('defect')
    expect(logged.at(-1)).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      err: { message: CANARY },
    })
  })
})

describe('a request that is not right', () => {
  it('is answered with the field and what is wrong with it', async () => {
    const { response, error } = await atTrpc('takesNumber', { count: 'many' })
    expect(response.status).toBe(400)
    expect(error.data).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'count' }] } })
  })

  it('is not called a defect when its address cannot be decoded', async () => {
    const { response, body } = await ask('/http/%E0%A4%A')
    expect([response.status, body.code]).toEqual([400, 'invalid_input'])
  })

  it('for a procedure that does not exist is answered as missing', async () => {
    const { response, error } = await atTrpc('nothing.here', {})
    expect([response.status, error.data.code]).toEqual([404, 'not_found'])
  })
})
