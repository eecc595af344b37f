import { describe, expect, it } from 'vitest'
import { type IdKind, newId } from '../kernel/index.ts'
import { JOBS, type JobName } from './registry.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const idOf = (kind: IdKind) => newId(kind, NOW)

/** Numbers, and the ids that platforms of stores give to what is theirs. */
const SAMPLES: Record<string, string | number> = { number: 1, foreign: 'gid://shopify/Product/4711' }

/** What each job carries; a job that is missing here fails the first test. */
const PAYLOADS: Record<JobName, Record<string, IdKind | 'number' | 'foreign'>> = {
  'asset.prepare': { assetId: 'asset', accountId: 'account' },
  'output.make': { outputId: 'output', turn: 'number' },
  'asset.analyse': { assetId: 'asset', attempt: 'number' },
  'asset.judge': { assetId: 'asset' },
  'asset.purge': { assetId: 'asset' },
  'generation.purge': { generationId: 'generation' },
  'mail.send': { mailLinkId: 'mailLink', step: 'number' },
  'account.delete': { deletionId: 'deletion' },
  'deletion.announce': { deletionId: 'deletion' },
  'webhook.deliver': { deliveryId: 'delivery', attempt: 'number' },
  'webhook.dispatch': {},
  'export.make': { exportId: 'export' },
  'export.purge': { exportId: 'export' },
  'item.begin': { itemId: 'batchItem', round: 'number' },
  'batch.stop': { batchId: 'batch' },
  'store.check': { storeId: 'store' },
  'store.redact': { storeId: 'store' },
  'store.mirror': { storeId: 'store' },
  'store.publish': { storeId: 'store' },
  'store.purge': { storeId: 'store' },
  'product.refresh': { storeId: 'store', foreignId: 'foreign' },
  'product.import': { productId: 'product', mediaId: 'foreign' },
  'mirror.renew': {},
  'retention.apply': {},
  'retention.repeat': {},
  'credits.expire': {},
  'subscription.renew': {},
}

describe.each(Object.entries(JOBS))('the job %s', (name, job) => {
  const fields = Object.entries(PAYLOADS[name as JobName])
  const payload = Object.fromEntries(
    fields.map(([field, kind]) => [field, SAMPLES[kind] ?? idOf(kind as IdKind)]),
  )

  it('carries the ids and numbers it is about', () => {
    expect(job.payload.parse(payload)).toEqual(payload)
  })

  it('carries nothing else: what is deleted must not live on in a queue', () => {
    expect(job.payload.safeParse({ ...payload, prompt: 'a red shoe' }).success).toBe(false)
    for (const [field] of fields) {
      for (const value of ['a red shoe', idOf('quote'), '', null, { id: payload[field] }])
        expect(job.payload.safeParse({ ...payload, [field]: value }).success).toBe(false)
    }
  })

  it('is called noun.verb and is redelivered after a crash', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z]+$/)
    expect(job.retryLimit).toBeGreaterThan(0)
  })

  it('is missed soon after its worker dies, and well before its time is up', () => {
    expect(job.heartbeatSeconds).toBeGreaterThanOrEqual(10)
    expect(job.heartbeatSeconds).toBeLessThan(job.timeoutSeconds)
  })
})
