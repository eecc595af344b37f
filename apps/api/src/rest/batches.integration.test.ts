import type { BatchView } from '@studio/core/batches'
import { batchItemView } from '@studio/core/batches'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'
import { makeToken, openProgram, type Program } from '../../testing/rest.ts'

let api: TestApi
let merchant: Visitor
let program: Program
let assetId: string

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  program = openProgram(api, (await makeToken(merchant)).token)
  const form = new FormData()
  form.append('file', new Blob([Buffer.from(await readPhoto())]), 'mug.jpg')
  assetId = (await program.call<{ id: string }>('POST', '/assets', { form })).body.id
  await api.studio.jobs.runDue()
})
afterAll(() => api.close())

const request = (more: object = {}) => ({
  sources: { assetIds: [assetId], rows: [{ url: 'http://127.0.0.1:9/gone.jpg', sku: 'MUG-1' }] },
  work: [{ prompt: 'on white' }],
  maxCredits: 20,
  ...more,
})
const start = (json: object, headers: Record<string, string> = {}) =>
  program.call<BatchView & { code?: string; detail?: string }>('POST', '/batches', { json, headers })

describe('a batch from code', () => {
  it('is accepted at once, once for its key, read until it has finished, and listed with its items', async () => {
    const key = { 'idempotency-key': 'autumn-1' }
    const [first, again] = [await start(request(), key), await start(request(), key)]
    expect(first).toMatchObject({ status: 202, body: { status: 'running', items: { total: 2 } } })
    expect(again.body.id).toBe(first.body.id)
    expect((await start(request({ maxCredits: 21 }), key)).body.code).toBe('key_reused')
    await api.studio.jobs.runAll()

    const path = `/batches/${first.body.id}`
    const { body } = await program.call<BatchView>('GET', path)
    expect(body).toMatchObject({
      status: 'finished',
      items: { succeeded: 1, failed: 1 },
      credits: { held: 0 },
    })
    const items = await program.call('GET', `${path}/items?filter=failed`)
    expect(z.object({ items: z.array(batchItemView) }).parse(items.body).items).toMatchObject([
      { sku: 'MUG-1', failure: { code: 'address_refused' }, creditsCharged: 0 },
    ])
    const list = await program.call<{ items: BatchView[] }>('GET', '/batches')
    expect(list.body.items.map(({ id }) => id)).toEqual([first.body.id])
    const cancel = await program.call('POST', `${path}/cancel`)
    expect([cancel.status, cancel.body.code]).toEqual([409, 'already_ended'])
  })

  it.each([
    ['no source at all', { sources: {} }, 400, 'invalid_input'],
    ['a field that is not known', { maxCredit: 20 }, 400, 'invalid_input'],
    ['such a field among the work', { work: [{ prompt: 'on white', aspect: '1:1' }] }, 400, 'invalid_input'],
    ['what is no address', { sources: { rows: [{ url: 'mug.jpg' }] } }, 400, 'invalid_input'],
    [
      'an address of no website',
      { sources: { rows: [{ url: 'javascript:alert(1)' }] } },
      400,
      'invalid_input',
    ],
    ['no price agreed to', { maxCredits: undefined }, 422, 'price_not_agreed'],
    ['a price that is too low', { maxCredits: 1 }, 422, 'price_too_high'],
    ['a photo that is not there', { sources: { assetIds: [`ast_${'0'.repeat(26)}`] } }, 404, 'not_found'],
  ])('is refused with %s, and nothing is held', async (_what, more, status, code) => {
    const refused = await start(request(more))
    expect([refused.status, refused.body.code], refused.text).toEqual([status, code])
    expect(await merchant.trpc.credits.balance.query()).toMatchObject({ held: 0 })
  })

  it('names as many addresses as a batch may have, and is told what its plan takes', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => ({
      url: `https://shop.example/catalogue/autumn/photos/${index}-front.jpg`,
      sku: `SKU-${index}`,
    }))
    const refused = await start(request({ sources: { rows } }))
    expect([refused.status, refused.body.code]).toEqual([422, 'plan_limit'])
    expect(refused.body.detail).toMatch(/50000 pictures.*at most 10\b/)
    const work = [{ prompt: 'on white', count: 1 }]
    await expect(
      merchant.trpc.batches.quote.mutate({ sources: { rows }, work } as never),
    ).rejects.toMatchObject({
      data: { code: expect.anything() },
      message: expect.stringMatching(/at most 10\b/),
    })
  })
})
