import { newId } from '@studio/core/kernel'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRequestRecorder } from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

describe('the request log', () => {
  it('has every call once, also when noting the use of its token failed at first', async () => {
    const { db, logger } = studio.deps
    const { accountId } = await studio.makeAccount()
    const createdAt = studio.clock.now()
    const tokenId = newId('token', createdAt)
    const tokens = { updateMany: vi.fn().mockRejectedValueOnce(new Error('the connection broke')) }
    const breaking = new Proxy(db, {
      get: (target, name) => (name === 'token' ? tokens : Reflect.get(target, name, target)),
    })
    const recorder = openRequestRecorder({ db: breaking, logger })
    const call = {
      method: 'GET',
      endpoint: '/me',
      status: 200,
      address: '192.0.2.1',
      userAgent: 'test',
      durationMs: 1,
    }
    recorder.record({ ...call, accountId, tokenId, requestId: 'req_1', createdAt })
    recorder.noteUse(tokenId, createdAt)
    await recorder.close()
    expect(tokens.updateMany).toHaveBeenCalledTimes(2)
    expect(await db.requestLog.count({ where: { accountId } })).toBe(1)
  })
})
