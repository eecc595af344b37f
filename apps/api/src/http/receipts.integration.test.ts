import { verifyReceipt } from '@studio/services/receipts'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'

const password = 'correct horse battery'

let api: TestApi
let merchant: Visitor

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  await merchant.postForm([['file', await readPhoto(), 'mug.jpg']])
})
afterAll(() => api.close())

/** The address of a receipt, from the page that a person is shown. */
const addressOf = (receiptPage: string) => {
  const [id, key] = receiptPage.replace('/deleted#', '').split('.')
  return { id: id ?? '', path: `/api/receipts/${id}?key=${key}` }
}

describe('deleting an account through its door', () => {
  it('ends in a receipt that is signed by the key that is published', async () => {
    const stranger = api.visitor()
    const { cookie } = merchant
    const { receiptPage } = await merchant.trpc.deletion.request.mutate({ when: 'now', password })
    const { id, path } = addressOf(receiptPage)
    merchant.cookie = cookie
    await expect(merchant.trpc.account.get.query()).rejects.toThrow('Sign in')

    const early = await stranger.fetch(path)
    expect([early.status, await early.json()]).toMatchObject([202, { status: 'running' }])
    await api.studio.jobs.runAll()
    const answer = await stranger.fetch(`${path}&download`)
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=receipt-${id}.json`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const key = await readJson(await stranger.fetch('/.well-known/studio-receipt-key.json'))
    expect(verifyReceipt(await answer.json(), key.publicKey)).toMatchObject({
      problem: null,
      receipt: { receiptId: id },
    })
  })

  it.each([
    ['without its key', (path: string) => path.replace(/key=.*/, '')],
    ['with a wrong key', (path: string) => `${path}x`],
    ['with two keys', (path: string) => `${path}&key=x`],
    ['of another deletion', (path: string) => path.replace('del_', 'del_0')],
    ['with something that is no id', (path: string) => path.replace(/del_\w+/, '%00')],
  ])('a receipt asked for %s is not there', async (_how, change) => {
    const visitor = await api.merchant()
    const { receiptPage } = await visitor.trpc.deletion.request.mutate({ when: 'in_seven_days', password })
    const answer = await api.visitor().fetch(change(addressOf(receiptPage).path))
    expect([answer.status, (await readJson(answer)).code]).toEqual([404, 'not_found'])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })
})
