import { BUILT_IN_REGISTRY, DEFAULT_MODEL_ID, type Model } from '@studio/core/models'
import { workSchema } from '@studio/core/quotes'
import type { SavedShotInput } from '@studio/core/shots'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readGeneration, startGeneration } from '../generations/index.ts'
import { operatorActor } from '../kernel/index.ts'
import { createQuote } from '../quotes/index.ts'
import { listShots, saveShot } from '../shots/index.ts'
import { exportRegistry, importRegistry, listRegistryVersions } from './index.ts'

const PRO = 'gemini-3-pro-image'
const TEN_SECONDS_MS = 10_000

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
afterEach(async () => {
  await studio.deps.db.registryVersion.deleteMany()
  studio.clock.advance(TEN_SECONDS_MS)
})

const change = (id: string, changes: Partial<Model>) =>
  BUILT_IN_REGISTRY.models.map((model) => (model.id === id ? { ...model, ...changes } : model))
const retired = (id: string) => change(id, { retiresOn: '2026-01-31', replacementId: 'kling-v3-omni' })

const ownShot: SavedShotInput = {
  ...{ name: 'Ours', words: 'on our terrace', baseShotId: null, modelId: PRO },
  ...{ aspectRatio: '1:1', imageSize: '1K', options: {} },
}

/** Imports, and lets the time pass after which it counts everywhere. */
async function put(models: unknown, note = 'the provider said so') {
  const registry = await importRegistry(operatorActor, { models, note }, studio.deps)
  studio.clock.advance(TEN_SECONDS_MS)
  return registry
}

const asked = (modelId?: string) => workSchema.parse({ prompt: 'a mug', count: 2, modelId })
const refusal = (code: string, words: RegExp) => ({ code, message: expect.stringMatching(words) })

describe('the registry', () => {
  it('is the built-in one until the operator puts another in its place', async () => {
    expect(await studio.deps.registry()).toEqual(BUILT_IN_REGISTRY)
    const { version } = await put(change(PRO, { creditsPerOutput: { '1K': 7 }, acceptsImageSize: false }))
    expect(await studio.deps.registry()).toMatchObject({ version })
    expect((await createQuote(await studio.makeAccount(), asked(PRO), studio.deps)).credits).toBe(14)
  })

  it('is read once for ten seconds, however many ask', async () => {
    await studio.deps.registry()
    await importRegistry(operatorActor, { models: retired(PRO), note: 'early' }, studio.deps)
    expect(await studio.deps.registry()).toEqual(BUILT_IN_REGISTRY)
    studio.clock.advance(TEN_SECONDS_MS)
    expect(await studio.deps.registry()).not.toEqual(BUILT_IN_REGISTRY)
  })

  it('is the built-in one when a release no longer understands what was imported, and the log says why', async () => {
    const createdAt = studio.clock.now()
    const models = [{ id: 'old-model', colour: 'blue' }]
    await studio.deps.db.registryVersion.create({ data: { version: 'old', models, note: 'old', createdAt } })
    studio.clock.advance(TEN_SECONDS_MS)
    expect(await studio.deps.registry()).toEqual(BUILT_IN_REGISTRY)
    expect(studio.log.at(-1)).toMatchObject({
      level: 'error',
      facts: { problem: expect.stringContaining('old-model: ') },
    })
    const found = await exportRegistry(operatorActor, studio.deps)
    expect(found).toEqual({ registry: BUILT_IN_REGISTRY, problem: expect.stringContaining('colour') })
  })

  it('comes back from an export as it was imported, and its versions are listed newest first with their notes', async () => {
    await put(retired(PRO), 'retired for a while')
    await put(BUILT_IN_REGISTRY.models, 'and back')
    const { registry } = await exportRegistry(operatorActor, studio.deps)
    expect(registry.models).toEqual(BUILT_IN_REGISTRY.models)
    const versions = await listRegistryVersions(operatorActor, studio.deps)
    expect(versions.map(({ note }) => note)).toEqual(['and back', 'retired for a while'])
    expect(versions[0]?.version).toBe(registry.version)
  })
})

describe('an import', () => {
  it('that is wrong changes nothing, and says of which model what is wrong', async () => {
    const before = await listRegistryVersions(operatorActor, studio.deps)
    const wrong = change(PRO, { creditsPerOutput: { '1K': 0.5 } })
    await expect(put(wrong)).rejects.toMatchObject(
      refusal('invalid_input', /gemini-3-pro-image: creditsPerOutput\.1K: A price is a whole number/),
    )
    await expect(put('nothing')).rejects.toMatchObject(refusal('invalid_input', /cannot be used/))
    await expect(put(BUILT_IN_REGISTRY.models, ' ')).rejects.toMatchObject(
      refusal('invalid_input', /why the registry changes/),
    )
    expect(await listRegistryVersions(operatorActor, studio.deps)).toEqual(before)
  })

  it('that drops a model with which pictures were made is refused, and one that drops another is not', async () => {
    const merchant = await studio.makeAccount(20)
    await startGeneration(merchant, { ...asked(PRO), maxCredits: 20 }, studio.deps)
    const without = (id: string) => BUILT_IN_REGISTRY.models.filter((model) => model.id !== id)
    await expect(put(without(PRO))).rejects.toMatchObject(
      refusal('invalid_input', /gemini-3-pro-image is missing.*day on which it retires/),
    )
    await put(without('kling-v3'))
    expect((await studio.deps.registry()).models).toHaveLength(BUILT_IN_REGISTRY.models.length - 1)
  })

  it('is for the operator alone', async () => {
    const merchant = await studio.makeAccount()
    const given = { models: BUILT_IN_REGISTRY.models, note: 'mine now' }
    await expect(importRegistry(merchant, given, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportRegistry(merchant, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listRegistryVersions(merchant, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a model past its day', () => {
  it('is refused before anything is held, with what to use instead', async () => {
    const merchant = await studio.makeAccount(20)
    await put(retired(PRO))
    const refused = refusal('model_retired', /Kling 3 Omni/)
    await expect(createQuote(merchant, asked(PRO), studio.deps)).rejects.toMatchObject(refused)
    const start = { ...asked(PRO), maxCredits: 20 }
    await expect(startGeneration(merchant, start, studio.deps)).rejects.toMatchObject(refused)
    expect(await readLedger(merchant, studio.deps)).toEqual(['grant 20 test'])
  })

  it('is replaced where nobody chose it', async () => {
    const merchant = await studio.makeAccount()
    const end = { retiresOn: '2026-01-31', replacementId: PRO }
    const { models } = BUILT_IN_REGISTRY
    await put(
      models.map((model) =>
        model.id === DEFAULT_MODEL_ID || model.retiresOn ? { ...model, ...end } : model,
      ),
    )
    expect((await createQuote(merchant, asked(), studio.deps)).credits).toBe(12)
    const shots = await listShots(merchant, studio.deps)
    expect(shots.filter(({ problem }) => problem?.includes('retired'))).toEqual([])
  })

  it('is not replaced where a saved shot names it: the shot says so, and is refused', async () => {
    const merchant = await studio.makeAccount(20)
    const { id: shotId } = await saveShot(merchant, ownShot, studio.deps)
    await put(change(PRO, { retiresOn: '2026-01-31', replacementId: 'kling-v3-omni' }))
    const shown = (await listShots(merchant, studio.deps)).find(({ id }) => id === shotId)
    expect(shown?.problem).toMatch(/Nano Banana Pro was retired on 2026-01-31\. Use Kling 3 Omni instead/)
    const work = workSchema.parse({ shotId })
    await expect(createQuote(merchant, work, studio.deps)).rejects.toMatchObject({ code: 'model_retired' })
  })

  it('finishes what it had begun', async () => {
    const merchant = await studio.makeAccount(20)
    await studio.upload(merchant, await readPhoto())
    const { id } = await startGeneration(merchant, { ...asked(PRO), maxCredits: 20 }, studio.deps)
    await put(retired(PRO))
    await studio.jobs.runAll()
    expect(await readGeneration(merchant, { id }, studio.deps)).toMatchObject({
      status: 'succeeded',
      modelName: 'Nano Banana Pro',
      credits: { charged: 12, held: 0 },
    })
  })
})

describe('a quote', () => {
  it('keeps its price when prices change before it is used', async () => {
    const merchant = await studio.makeAccount(20)
    const { id, credits } = await createQuote(merchant, asked(PRO), studio.deps)
    await put(change(PRO, { creditsPerOutput: { '1K': 9, '2K': 9, '4K': 10 } }))
    const { credits: held } = await startGeneration(merchant, { ...asked(PRO), quoteId: id }, studio.deps)
    expect([credits, held.quoted]).toEqual([12, 12])
  })
})
