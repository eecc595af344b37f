import { randomBytes } from 'node:crypto'
import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { signWebhook, writeSecret } from '@studio/core/webhooks'
import { callbackUrlFor, makeOutput, readGeneration, startGeneration } from '@studio/services/generations'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'

const SECRET = writeSecret(randomBytes(32))
const BODY = JSON.stringify({ task_id: '1', task_status: 'succeed' })

let studio: TestStudio
let api: TestApi
let signedApi: TestApi
let merchant: AccountActor
let outputId: string
let generationId: string
let isFinished = false
let looks = 0
/** Under which name the provider was asked about its task. */
const taskIds = new Set<string>()

beforeAll(async () => {
  studio = await openTestStudio()
  api = await openTestApi({ studio })
  signedApi = await openTestApi({ studio, environment: { KLING_WEBHOOK_SECRET: SECRET } })
  const photo = await readPhoto()
  studio.deps.providers.gemini = {
    ...studio.deps.providers.gemini,
    async makePicture({ task }) {
      looks += 1
      taskIds.add(task.id)
      if (!isFinished) return { checkAgainInMs: 600_000, isTaken: true }
      return {
        ...{ bytes: photo, mime: 'image/jpeg', modelVersion: null, signature: null, cutOut: null },
        usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
        marking: 'generated',
      }
    },
  }
})
afterAll(async () => {
  await signedApi.close()
  await api.close()
})
/** An output that its provider is making, to be looked at in ten minutes. */
beforeEach(async () => {
  await studio.jobs.runAll()
  isFinished = false
  taskIds.clear()
  merchant = await studio.makeAccount(10)
  const work = { ...workSchema.parse({ prompt: 'a mug' }), maxCredits: 9 }
  const generation = await startGeneration(merchant, work, studio.deps)
  generationId = generation.id
  outputId = generation.outputs[0]?.id ?? expect.fail('no output')
  await studio.jobs.runDue()
  looks = 0
  isFinished = true
})

const addressOf = (id: string) => {
  const deps = { ...studio.deps, publicUrl: 'https://pictures.shop.com' }
  return new URL(callbackUrlFor(id, deps) ?? expect.fail('no address')).pathname
}
const post = (path: string, headers: Record<string, string> = {}, at = api, body = BODY) =>
  fetch(at.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
/** How often somebody is asked right now because of what came in. */
const looksNow = async () => {
  await studio.jobs.runDue()
  return looks
}
const signed = (body = BODY, sentAt = new Date()) =>
  signWebhook({ messageId: 'msg_1', sentAt, body }, [SECRET])

describe('a callback of Kling', () => {
  it('brings the next look forward, and is believed in nothing', async () => {
    isFinished = false
    expect((await post(addressOf(outputId))).status).toBe(204)
    expect(await looksNow()).toBe(1)
    expect((await readGeneration(merchant, { id: generationId }, studio.deps)).status).toBe('running')
  })

  it('ends in one picture and one charge, however often it comes, also at once and too late', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(addressOf(outputId))))
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204])
    expect(await looksNow()).toBe(1)
    await post(addressOf(outputId))
    await studio.jobs.runAll()
    expect(looks).toBe(1)
    expect(await readLedger(merchant, studio.deps)).toEqual([
      'grant 10 test',
      'hold 2 started',
      'capture 2 succeeded',
    ])
    // The looks that were left out are no tries, and the job that waited for its time finds its turn over.
    const generation = await readGeneration(merchant, { id: generationId }, studio.deps)
    expect(generation.outputs[0]).toMatchObject({ status: 'succeeded', attempt: 1 })
    expect([...taskIds]).toEqual([`${outputId}-0`])
  })

  it('that comes without end is no longer heard for a while', async () => {
    const statuses: number[] = []
    for (let time = 0; time <= 20; time++) statuses.push((await post(addressOf(outputId))).status)
    expect(statuses.slice(-2)).toEqual([204, 429])
  })

  it('for an output that is looked at, or was made at once, changes nothing', async () => {
    const { db } = studio.deps
    await db.output.update({ where: { id: outputId }, data: { claim: 'a worker' } })
    await post(addressOf(outputId))
    expect(await looksNow()).toBe(0)
    await db.output.update({ where: { id: outputId }, data: { claim: null, submittedAt: null } })
    await post(addressOf(outputId))
    expect(await looksNow()).toBe(0)
    await makeOutput(systemActor, { outputId, turn: 1, signal: new AbortController().signal }, studio.deps)
  })

  it.each<[string, () => string]>([
    [
      'with the secret of another output',
      () => addressOf(newId('output', new Date())).replace(/out_\w+/, outputId),
    ],
    ['with a secret that is cut off', () => addressOf(outputId).slice(0, -1)],
    ['with no secret', () => `/api/kling/callbacks/${outputId}`],
    ['for something that is no output', () => `/api/kling/callbacks/x/${'a'.repeat(43)}`],
  ])('%s is refused as if there were nothing, and nobody looks', async (_what, path) => {
    const answer = await post(path())
    expect(answer.status).toBe(404)
    expect(await looksNow()).toBe(0)
  })

  it('cannot be read, only sent', async () => {
    expect((await fetch(api.url + addressOf(outputId))).status).toBe(404)
  })

  it('never says whether there is such an output', async () => {
    const known = await post(`/api/kling/callbacks/${outputId}/${'a'.repeat(43)}`)
    const unknown = await post(`/api/kling/callbacks/${newId('output', new Date())}/${'a'.repeat(43)}`)
    const said = async (answer: Response) => ({ ...((await answer.json()) as object), requestId: '' })
    expect(await said(known)).toEqual(await said(unknown))
  })
})

describe('where a webhook secret is set, a callback', () => {
  it('that Kling signed is heard', async () => {
    expect((await post(addressOf(outputId), signed(), signedApi)).status).toBe(204)
    expect(await looksNow()).toBe(1)
  })

  it.each<[string, () => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['with a signature over something else', () => signed('{}')],
    ['from ten minutes ago', () => signed(BODY, new Date(Date.now() - 600_000))],
  ])('%s is refused, and nobody looks', async (_what, headers) => {
    expect((await post(addressOf(outputId), headers(), signedApi)).status).toBe(404)
    expect(await looksNow()).toBe(0)
  })

  it('that is larger than any callback is refused', async () => {
    const huge = 'x'.repeat(200_000)
    expect((await post(addressOf(outputId), signed(huge), signedApi, huge)).status).toBe(413)
  })
})
