import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { JOBS } from '@studio/core/jobs'
import { workSchema } from '@studio/core/quotes'
import { readGeneration, startGeneration } from '@studio/services/generations'
import { openTestStudio, readPhoto, type TestStudio, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkers, type Workers, workerEnvironment } from '../testing/processes.ts'
import { createHandlers } from './handlers/index.ts'

let studio: TestStudio
let workers: Workers

beforeAll(async () => {
  studio = await openTestStudio()
  workers = createWorkers(studio)
})
afterAll(async () => {
  await workers.killAll()
  await studio.close()
})

describe('the worker', () => {
  it('has a handler for every job', () => {
    expect(Object.keys(createHandlers(studio.deps)).sort()).toEqual(Object.keys(JOBS).sort())
  })

  it('prepares an upload and makes an output as soon as they are committed; asked to end, it finishes them first', async () => {
    const merchant = await studio.makeAccount(10)
    const worker = await workers.start()
    const source = await studio.upload(merchant, await readPhoto())
    const { db } = studio.deps
    await until(
      'the upload is ready',
      () => db.asset.findFirst({ where: { id: source.id, status: 'ready' } }),
      30_000,
    )
    studio.gemini.addScenario({ effect: { kind: 'delay', delayMs: 500 } })
    const work = workSchema.parse({ shotId: 'white-hero', sourceAssetIds: [source.id] })
    const { id } = await startGeneration(merchant, { ...work, maxCredits: 2 }, studio.deps)
    await until('the provider is asked', () => studio.gemini.requests().length > 0, 30_000)
    worker.kill('SIGTERM')
    expect(await once(worker, 'exit')).toEqual([0, null])
    expect((await readGeneration(merchant, { id }, studio.deps)).status).toBe('succeeded')
  })

  it('that must go before its output is made hands it to the next one, which does not wait long', async () => {
    const merchant = await studio.makeAccount(10)
    const worker = await workers.start({ DRAIN_MS: '100' })
    studio.gemini.reset()
    studio.gemini.addScenario({ effect: { kind: 'hang' } })
    const { id } = await startGeneration(
      merchant,
      { ...workSchema.parse({ prompt: 'a desk' }), maxCredits: 2 },
      studio.deps,
    )
    await until('the provider is asked', () => studio.gemini.requests().length > 0, 30_000)
    worker.kill('SIGTERM')
    expect(await once(worker, 'exit')).toEqual([0, null])
    await workers.start()
    await until(
      'the output is made',
      async () => (await readGeneration(merchant, { id }, studio.deps)).status === 'succeeded',
      30_000,
    )
    expect((await readGeneration(merchant, { id }, studio.deps)).credits).toMatchObject({
      charged: 2,
      held: 0,
    })
  })

  it('that lacks a setting says which, and not what the others are', async () => {
    const env = {
      ...workerEnvironment(studio),
      GEMINI_API_KEY: '',
      GEMINI_BASE_URL: 'nowhere',
      CREDENTIAL_KEYS: undefined,
    }
    const main = fileURLToPath(new URL('./main.ts', import.meta.url))
    const worker = fork(main, { env, execArgv: [], stdio: 'pipe' })
    let said = ''
    worker.stderr?.on('data', (chunk) => {
      said += chunk
    })
    expect((await once(worker, 'close'))[0]).toBe(1)
    expect(said).toContain('GEMINI_API_KEY')
    expect(said).toContain('GEMINI_BASE_URL')
    expect(said).toContain('CREDENTIAL_KEYS')
    expect(said).not.toMatch(/nowhere|postgres:/)
  })
})
