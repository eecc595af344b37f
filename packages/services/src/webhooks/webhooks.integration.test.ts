import type { Id } from '@studio/core/kernel'
import { MAX_ATTEMPTS, RETRY_DELAYS_MS, WEBHOOK_EVENTS } from '@studio/core/webhooks'
import { inTransaction } from '@studio/db'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTestStudio, readPhoto, type TestStudio } from '../../testing/index.ts'
import { startGeneration } from '../generations/index.ts'
import { type AccountActor, systemActor, type TokenActor } from '../kernel/index.ts'
import { applyRetention } from '../retention/index.ts'
import {
  announce,
  createEndpoint,
  deleteEndpoint,
  deliverWebhook,
  enableEndpoint,
  listDeliveries,
  listEndpoints,
  replayDelivery,
  rotateSecret,
  sendTestEvent,
  takeUpDeliveries,
} from './index.ts'
import { openReceiver, type Receiver } from './testing/receiver.ts'

let receiver: Receiver
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  receiver = await openReceiver()
  studio = await openTestStudio({ allowedOrigins: [receiver.url] })
})
afterAll(async () => {
  await studio.close()
  await receiver.close()
})
beforeEach(async () => {
  receiver.received.length = 0
  receiver.answerWith(204)
  merchant = await studio.makeAccount(100)
})

const everything = Object.keys(WEBHOOK_EVENTS)
const make = (events = everything, actor: AccountActor | TokenActor = merchant) =>
  createEndpoint(actor, { url: `${receiver.url}/events`, events, description: '' }, studio.deps)
const sent = async (id: Id<'webhookEndpoint'>) =>
  (await listDeliveries(merchant, { id, limit: 50 }, studio.deps)).items
const tell = (data = { planId: 'studio', nextPlanId: null }) =>
  inTransaction(studio.deps.db, (tx) =>
    announce(tx, {
      accountId: merchant.accountId,
      type: 'subscription.changed',
      data,
      now: studio.clock.now(),
    }),
  )

/** Runs what is due, and what that brings about, deliveries included. */
async function run(): Promise<void> {
  await studio.jobs.runDue()
  await takeUpDeliveries(systemActor, studio.deps)
  await studio.jobs.runDue()
}

/** The same, with everything that is to run later. */
async function runAll(): Promise<void> {
  await studio.jobs.runAll()
  await takeUpDeliveries(systemActor, studio.deps)
  await studio.jobs.runAll()
}

/** The studio's own time, as the reference library knows only the machine's. */
function verify(secret: string, index = 0): unknown {
  const { headers, body } = receiver.received[index] ?? expect.fail('nothing arrived')
  const reference = new Webhook(secret)
  const id = String(headers['webhook-id'])
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000)
  const signatures = String(headers['webhook-signature']).split(' ')
  expect(signatures).toContain(reference.sign(id, sentAt, body))
  return JSON.parse(body)
}

describe('what happens to an account', () => {
  it('arrives signed, with ids and numbers alone, at every endpoint that asked for it', async () => {
    const { id, secret } = await make(['subscription.changed'])
    await make(['output.failed'])
    await tell()
    await run()
    expect(receiver.received).toHaveLength(1)
    expect(verify(secret)).toEqual({
      type: 'subscription.changed',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { planId: 'studio', nextPlanId: null },
    })
    expect(receiver.received[0]?.headers['content-type']).toBe('application/json')
    expect(await sent(id)).toMatchObject([{ status: 'delivered', attempts: 1, lastStatus: 204 }])
  })

  it('is told of a generation from its first output to its end', async () => {
    const { secret } = await make()
    const photo = await studio.upload(merchant, await readPhoto())
    const work = { shotId: 'white-hero', sourceAssetIds: [photo.id], count: 2, maxCredits: 10 }
    const { id } = await startGeneration(
      merchant,
      { modelId: 'gemini-nano-banana-2.1', ...work },
      studio.deps,
    )
    await runAll()
    const told = receiver.received.map(
      (_each, index) => verify(secret, index) as { type: string; data: object },
    )
    expect(told.map(({ type }) => type)).toEqual([
      'output.succeeded',
      'output.succeeded',
      'generation.succeeded',
    ])
    expect(told[0]?.data).toEqual({
      generationId: id,
      outputId: expect.stringMatching(/^out_/),
      assetId: expect.stringMatching(/^ast_/),
      creditsCharged: 2,
    })
    expect(told[2]?.data).toEqual({ generationId: id, status: 'succeeded' })
  })

  it('is told of what failed and was not charged', async () => {
    const { secret } = await make()
    const photo = await studio.upload(merchant, await readPhoto())
    const work = {
      prompt: 'a mug [[emu:blocked_prompt]]',
      sourceAssetIds: [photo.id],
      count: 1,
      maxCredits: 10,
    }
    await startGeneration(merchant, { modelId: 'gemini-nano-banana-2.1', ...work }, studio.deps)
    await runAll()
    const told = receiver.received.map(
      (_each, index) => verify(secret, index) as { type: string; data: object },
    )
    expect(told.map(({ type }) => type)).toEqual(['output.failed', 'generation.failed'])
    expect(told[0]?.data).toMatchObject({ failureCode: 'blocked_prompt' })
  })

  it('is told once when a start makes credits low', async () => {
    merchant = await studio.makeAccount(100, 'starter')
    const { secret } = await make(['credits.low'])
    const start = () =>
      startGeneration(
        merchant,
        { modelId: 'gemini-3-pro-image', prompt: 'a red shoe', sourceAssetIds: [], count: 8, maxCredits: 48 },
        studio.deps,
      )
    await start()
    expect(receiver.received).toHaveLength(0)
    await start()
    await runAll()
    expect(receiver.received).toHaveLength(1)
    expect(verify(secret)).toMatchObject({ type: 'credits.low', data: { available: 4, threshold: 25 } })
  })

  it('that is rolled back is announced to nobody', async () => {
    const { id } = await make()
    const fails = inTransaction(studio.deps.db, async (tx) => {
      const data = { planId: 'studio', nextPlanId: null }
      const now = studio.clock.now()
      await announce(tx, { accountId: merchant.accountId, type: 'subscription.changed', data, now })
      throw new Error('rolled back')
    })
    await expect(fails).rejects.toThrow('rolled back')
    await runAll()
    expect(await sent(id)).toEqual([])
  })
})

describe('an endpoint that does not take it', () => {
  it.each([
    ['answers 500', 500, 'It answered 500'],
    ['redirects', 302, 'It answered 302, a redirect'],
    ['hangs up', null, 'does not answer, or breaks off'],
  ])('because it %s is tried again, under the same id', async (_how, status, problem) => {
    const { id } = await make()
    await tell()
    receiver.answerWith(status)
    await run()
    expect(await sent(id)).toMatchObject([
      { status: 'pending', attempts: 1, lastStatus: status, lastProblem: expect.stringContaining(problem) },
    ])
    receiver.answerWith(200)
    await runAll()
    expect(await sent(id)).toMatchObject([{ status: 'delivered', attempts: 2, nextAttemptAt: null }])
    const [first, second] = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect([receiver.received.length, first]).toEqual([2, second])
  })

  it('for three days is given up, and switched off when nothing else reached it', async () => {
    const { id } = await make()
    receiver.answerWith(503)
    await tell()
    const began = studio.clock.now().getTime()
    await runAll()
    expect(receiver.received).toHaveLength(MAX_ATTEMPTS)
    const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0)
    expect(studio.clock.now().getTime() - began).toBeGreaterThanOrEqual(total)
    expect(await sent(id)).toMatchObject([{ status: 'failed', attempts: MAX_ATTEMPTS }])
    const [endpoint] = (await listEndpoints(merchant, studio.deps)).items
    expect(endpoint).toMatchObject({ id, disabledReason: 'Nothing could be delivered there for days.' })
  })

  it('because it answers 410 is switched off, with all that waits for it, until a person switches it on', async () => {
    const { id } = await make()
    await tell()
    await tell()
    receiver.answerWith(410)
    await runAll()
    expect(receiver.received).toHaveLength(1)
    expect((await sent(id)).map(({ status }) => status)).toEqual(['failed', 'failed'])
    await tell()
    expect(await sent(id)).toHaveLength(2)
    await expect(sendTestEvent(merchant, { id }, studio.deps)).rejects.toMatchObject({
      code: 'already_ended',
    })

    receiver.answerWith(204)
    expect(await enableEndpoint(merchant, { id }, studio.deps)).toMatchObject({ disabledAt: null })
    await sendTestEvent(merchant, { id }, studio.deps)
    await runAll()
    expect((await sent(id))[0]).toMatchObject({ type: 'webhook.test', status: 'delivered' })
  })
})

describe('a try', () => {
  it('is not begun for what was announced while its endpoint was being switched off', async () => {
    const { id } = await make()
    await tell()
    const disabledAt = studio.clock.now()
    await studio.deps.db.webhookEndpoint.update({ where: { id }, data: { disabledAt } })
    const enqueue = vi.fn()
    const deps = { ...studio.deps, queue: { ...studio.deps.queue, enqueue } }
    await takeUpDeliveries(systemActor, deps)
    expect(enqueue).not.toHaveBeenCalled()
    await enableEndpoint(merchant, { id }, studio.deps)
    await run()
    expect(await sent(id)).toMatchObject([{ status: 'delivered' }])
  })

  it('that was written down is not made again by a redelivered job', async () => {
    const { id } = await make()
    await tell()
    await run()
    const [delivery] = await sent(id)
    const again = { deliveryId: delivery?.id ?? '', attempt: 1, signal: new AbortController().signal }
    await deliverWebhook(systemActor, again, studio.deps)
    expect(receiver.received).toHaveLength(1)
  })

  it('leaves nothing when its endpoint was deleted meanwhile', async () => {
    const { id } = await make()
    await tell()
    await deleteEndpoint(merchant, { id }, studio.deps)
    await runAll()
    expect(receiver.received).toHaveLength(0)
    expect(await studio.deps.db.delivery.count({ where: { endpointId: id } })).toBe(0)
  })
})

describe('the secret', () => {
  it('is stored sealed, and signs together with the one before for a day', async () => {
    const { id, secret } = await make()
    const row = await studio.deps.db.webhookEndpoint.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain(secret.slice(6))
    const rotated = await rotateSecret(merchant, { id }, studio.deps)
    expect(rotated.secret).not.toBe(secret)
    await tell()
    await run()
    verify(secret)
    verify(rotated.secret)

    studio.clock.advance(24 * 3_600_000)
    await tell()
    await run()
    verify(rotated.secret, 1)
    expect(() => verify(secret, 1)).toThrow()
  })
})

describe('what was sent', () => {
  it('can be sent again under the same id, once at a time', async () => {
    const { id } = await make()
    await tell()
    await run()
    const [delivery] = await sent(id)
    const named = { id, deliveryId: delivery?.id as Id<'delivery'> }
    expect(await replayDelivery(merchant, named, studio.deps)).toMatchObject({ status: 'pending' })
    await expect(replayDelivery(merchant, named, studio.deps)).rejects.toMatchObject({
      code: 'request_in_progress',
    })
    await run()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([delivery?.messageId, delivery?.messageId])
  })

  it('is seen for 30 days, and not a second longer', async () => {
    const { id } = await make()
    await tell()
    await run()
    const begun = new Date((await sent(id))[0]?.createdAt ?? '').getTime()
    studio.clock.advance(begun + 30 * 86_400_000 - 1000 - studio.clock.now().getTime())
    expect(await sent(id)).toHaveLength(1)
    studio.clock.advance(1000)
    expect(await sent(id)).toEqual([])
    await applyRetention(systemActor, studio.deps)
    expect(await studio.deps.db.delivery.count({ where: { endpointId: id } })).toBe(0)
  })
})

describe('an endpoint', () => {
  it.each([
    ['without encryption', 'http://example.com/events'],
    ['with a password in it', 'https://me:secret@example.com/events'],
    ['that is no address', 'example.com'],
    ['inside this network', 'https://127.0.0.1:9443/events'],
    ['of this machine by its name', 'https://localhost:9443/events'],
  ])('%s is refused before it is made', async (_what, url) => {
    const create = createEndpoint(merchant, { url, events: everything, description: '' }, studio.deps)
    await expect(create).rejects.toMatchObject({ code: 'address_refused' })
  })

  it('whose name leads into this network by now gets nothing, and is told so in a sentence', async () => {
    const { id } = await make()
    const url = 'https://localhost:9443/events'
    await studio.deps.db.webhookEndpoint.update({ where: { id }, data: { url } })
    await tell()
    await run()
    const lastProblem = expect.stringContaining('public internet')
    expect(await sent(id)).toMatchObject([{ status: 'pending', lastStatus: null, lastProblem }])
  })

  it('more than ten are refused, also when two are made at once', async () => {
    for (let count = 0; count < 9; count++) await make()
    const results = await Promise.allSettled([make(), make(), make()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = results.filter((result) => result.status === 'rejected')
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'plan_limit' })
  })

  it('is nobody’s but its owner’s', async () => {
    const { id } = await make()
    const other = await studio.makeAccount()
    const missing = { code: 'not_found' }
    await expect(deleteEndpoint(other, { id }, studio.deps)).rejects.toMatchObject(missing)
    await expect(rotateSecret(other, { id }, studio.deps)).rejects.toMatchObject(missing)
    await expect(sendTestEvent(other, { id }, studio.deps)).rejects.toMatchObject(missing)
    await expect(listDeliveries(other, { id, limit: 10 }, studio.deps)).rejects.toMatchObject(missing)
    expect((await listEndpoints(other, studio.deps)).items).toEqual([])
  })

  it('is opened to tokens by its scope alone', async () => {
    const token: TokenActor = {
      kind: 'token',
      accountId: merchant.accountId,
      tokenId: 'tok_1',
      tokenKind: 'live',
      scopes: ['assets:read'],
    }
    await expect(make(everything, token)).rejects.toMatchObject({ code: 'insufficient_scope' })
    expect(await make(everything, { ...token, scopes: ['webhooks:write'] })).toMatchObject({
      disabledAt: null,
    })
  })
})
