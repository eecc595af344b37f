import type { StartGeneration } from '@studio/core/generations'
import { type Id, newId } from '@studio/core/kernel'
import { type Work, workSchema } from '@studio/core/quotes'
import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { createQuote } from '../quotes/index.ts'
import { deleteGeneration, readGeneration, readLineage, startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let source: Id<'asset'>

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(60)
  const { id } = await studio.upload(merchant, await readPhoto(), 'mug.jpg')
  source = id
  await studio.jobs.runDue()
  studio.gemini.reset()
})

type Asked = Partial<Omit<StartGeneration, 'maxCredits'>>
const start = (asked: Asked, actor = merchant) =>
  startGeneration(actor, { ...workSchema.parse(asked), maxCredits: 99 }, studio.deps)
/** Starts it and has it made. */
async function make(asked: Asked) {
  const { id } = await start(asked)
  await studio.jobs.runAll()
  return readGeneration(merchant, { id }, studio.deps)
}
type Made = Awaited<ReturnType<typeof make>>
const outputOf = ({ outputs }: Made) => outputs[0]?.id ?? expect.fail('no output')
const assetOf = ({ outputs }: Made) => outputs[0]?.asset?.id ?? expect.fail('no picture')
const hero = () => make({ shotId: 'white-hero', sourceAssetIds: [source] })
const change = (made: Made, asked: Asked = {}) =>
  make({ refinesOutputId: outputOf(made), prompt: 'make the light warmer', ...asked })

type Turn = { role: string; parts: { text?: string; inlineData?: object; thoughtSignature?: string }[] }
const lastCall = () => studio.gemini.requests().at(-1)?.body as { contents: Turn[] }
/** What a call shows, turn by turn: how many pictures, and whether it is signed. */
const shape = ({ contents }: { contents: Turn[] }) =>
  contents.map(({ role, parts }) => ({
    role,
    pictures: parts.filter(({ inlineData }) => inlineData).length,
    isSigned: parts.some(({ thoughtSignature }) => thoughtSignature),
  }))

describe('a change by words', () => {
  it('is made of the picture it changes and of what that was made of, and asks to keep the rest', async () => {
    const first = await hero()
    const changed = await change(first)
    expect(changed).toMatchObject({
      status: 'succeeded',
      refines: { outputId: outputOf(first), generationId: first.id },
      shotId: null,
      credits: { charged: 2 },
    })
    expect(changed.sources.map(({ assetId, role }) => [assetId, role])).toEqual([
      [assetOf(first), 'base'],
      [source, 'product'],
    ])
    const { recipe } = changed.outputs[0] ?? {}
    expect(recipe).toMatchObject({ refinesOutputId: outputOf(first), words: 'make the light warmer' })
    expect(recipe?.prompt).toMatch(/make the light warmer.*keep everything else/i)
  })

  it('by the same model goes on from its own answer, which is sent back with its signature', async () => {
    await change(await hero())
    expect(shape(lastCall())).toEqual([
      { role: 'user', pictures: 1, isSigned: false },
      { role: 'model', pictures: 1, isSigned: true },
      { role: 'user', pictures: 0, isSigned: false },
    ])
  })

  it('of a change of a change tells all of it in order, each picture once', async () => {
    const { id: place } = await studio.upload(
      merchant,
      await readPhoto('alexander-andrews-260988'),
      'table.jpg',
    )
    await studio.jobs.runDue()
    const second = await change(await hero(), { sourceAssetIds: [place], sourceRoles: ['scene'] })
    await change(second, { prompt: 'from further away' })
    const call = lastCall()
    expect(shape(call).map(({ role, pictures }) => [role, pictures])).toEqual([
      ['user', 1],
      ['model', 1],
      ['user', 1],
      ['model', 1],
      ['user', 0],
    ])
    expect(call.contents.at(-1)?.parts[0]?.text).toContain('from further away')
    expect(call.contents.at(-1)?.parts[0]?.text).not.toContain('Photo 1')
  })

  it('reminds the model of four turns at the most', async () => {
    let made = await hero()
    for (let turn = 0; turn < 5; turn++) made = await change(made)
    expect(lastCall().contents).toHaveLength(2 * 4 + 1)
    // The oldest turn that is told shows what it began with.
    expect(shape(lastCall())[0]).toMatchObject({ role: 'user', pictures: 2 })
  })

  it('by another model begins with the picture as a photo', async () => {
    const changed = await change(await hero(), { modelId: 'gemini-3-pro-image' })
    expect(changed.modelId).toBe('gemini-3-pro-image')
    expect(shape(lastCall())).toEqual([{ role: 'user', pictures: 2, isSigned: false }])
    expect(lastCall().contents[0]?.parts[0]?.text).toContain('Photo 1 is the picture to change')
  })

  it('keeps model, ratio and size of what it changes unless something else is chosen', async () => {
    const asked = { modelId: 'gemini-3-pro-image', aspectRatio: '4:5', imageSize: '2K' } as const
    const first = await make({ shotId: 'white-hero', sourceAssetIds: [source], ...asked })
    expect(await change(first)).toMatchObject(asked)
    expect(await change(first, { imageSize: '1K', aspectRatio: '1:1' })).toMatchObject({
      ...{ modelId: 'gemini-3-pro-image', imageSize: '1K', aspectRatio: '1:1' },
    })
  })

  it('leaves out what its model does not take, never what was added now', async () => {
    const { id: extra } = await studio.upload(merchant, await readPhoto('alexander-andrews-260988'))
    const first = await hero()
    const registry = await studio.deps.registry()
    const narrow = {
      ...registry,
      models: registry.models.map((model) =>
        model.id === 'gemini-3-pro-image' ? { ...model, maxSourceAssets: 2 } : model,
      ),
    }
    const work = { refinesOutputId: outputOf(first), prompt: 'warmer', sourceAssetIds: [extra] }
    const changed = await startGeneration(
      merchant,
      { ...workSchema.parse({ ...work, modelId: 'gemini-3-pro-image' }), maxCredits: 99 },
      { ...studio.deps, registry: () => Promise.resolve(narrow) },
    )
    expect(changed.sources.map(({ assetId }) => assetId)).toEqual([assetOf(first), extra])
    await studio.jobs.runAll()
  })

  it('keeps the provider’s own mark on a picture no longer than the picture', async () => {
    const first = await hero()
    const markOf = () =>
      studio.deps.db.output.findUniqueOrThrow({
        where: { id: outputOf(first) },
        select: { signature: true },
      })
    expect(await markOf()).toEqual({ signature: expect.any(String) })
    await deleteAsset(merchant, { id: assetOf(first) }, studio.deps)
    expect(await markOf()).toEqual({ signature: null })
  })

  it('goes on without a source that was deleted since', async () => {
    const first = await hero()
    await deleteAsset(merchant, { id: source }, studio.deps)
    const changed = await change(first)
    expect(changed).toMatchObject({ status: 'succeeded', sources: [{ role: 'base' }] })
  })

  it('is agreed by a quote like any other work', async () => {
    const first = await hero()
    const work = { refinesOutputId: outputOf(first), prompt: 'warmer' }
    const { id: quoteId, items } = await createQuote(merchant, workSchema.parse(work), studio.deps)
    expect(items[0]?.label).toBe('A change in your own words · Nano Banana 2.1 · 1K · 1:1')
    const { credits } = await startGeneration(merchant, { ...workSchema.parse(work), quoteId }, studio.deps)
    expect(credits.quoted).toBe(2)
    await studio.jobs.runAll()
  })
})

describe('a change is refused, and nothing is charged,', () => {
  const gone = 'The picture to change was deleted, or never came about. Choose another one.'
  it.each<[string, () => Promise<Partial<Work>>, { code: string; message?: string }]>([
    [
      'of an output that there is not',
      async () => ({ refinesOutputId: newId('output', new Date()) }),
      { code: 'not_found', message: gone },
    ],
    [
      'of an output whose picture was deleted',
      async () => {
        const first = await hero()
        await deleteAsset(merchant, { id: assetOf(first) }, studio.deps)
        return { refinesOutputId: outputOf(first) }
      },
      { code: 'not_found', message: gone },
    ],
    [
      'of an output whose generation was deleted',
      async () => {
        const first = await hero()
        await deleteGeneration(merchant, first, studio.deps)
        return { refinesOutputId: outputOf(first) }
      },
      { code: 'not_found', message: gone },
    ],
    [
      'of an output that failed',
      async () => {
        studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' } })
        return { refinesOutputId: outputOf(await hero()) }
      },
      { code: 'not_found', message: gone },
    ],
    [
      'without words',
      async () => ({ refinesOutputId: outputOf(await hero()), prompt: '' }),
      { code: 'invalid_input' },
    ],
    [
      'by the local studio, which changes nothing by words',
      async () => ({ refinesOutputId: outputOf(await hero()), modelId: 'local-studio' }),
      { code: 'option_not_supported' },
    ],
  ])('%s', async (_what, asked, refusal) => {
    const work = { prompt: 'warmer', ...(await asked()) }
    await studio.jobs.runAll()
    const before = await readLedger(merchant, studio.deps)
    await expect(start(work)).rejects.toMatchObject(refusal)
    expect(await readLedger(merchant, studio.deps)).toEqual(before)
  })

  it('of somebody else’s output, as if it did not exist', async () => {
    const first = await hero()
    const stranger = await studio.makeAccount(10)
    const work = { refinesOutputId: outputOf(first), prompt: 'warmer' }
    await expect(start(work, stranger)).rejects.toMatchObject({ code: 'not_found', message: gone })
  })
})

describe('the lineage', () => {
  const lineage = (id: Id<'generation'> | Id<'asset'>) => readLineage(merchant, { id }, studio.deps)
  const idsOf = (generations: { id: string }[]) => generations.map(({ id }) => id)

  it('of any generation shows all it came from, and all that came of that', async () => {
    const first = await hero()
    const second = await change(first)
    const [third, other] = [await change(second), await change(first)]
    const seen = await lineage(second.id)
    expect(idsOf(seen.generations)).toEqual(idsOf([first, second, third, other]))
    expect(seen.refinements).toEqual([
      { outputId: outputOf(first), generationId: second.id },
      { outputId: outputOf(second), generationId: third.id },
      { outputId: outputOf(first), generationId: other.id },
    ])
    expect(seen.sources).toContainEqual({ assetId: source, generationId: first.id, role: 'product' })
    expect(seen.assets.map(({ id }) => id)).toContain(source)
    expect(seen.generations[0]).toMatchObject({
      shotId: 'white-hero',
      modelName: 'Nano Banana 2.1',
      outputs: [{ status: 'succeeded', asset: { id: assetOf(first) } }],
    })
    expect(seen.isComplete).toBe(true)
    for (const { id } of [first, third, other])
      expect(idsOf((await lineage(id)).generations)).toEqual(idsOf(seen.generations))
  })

  it('goes through edits of an output too, and says what each source was there for', async () => {
    const first = await hero()
    const edited = await make({ prompt: 'on a beach', sourceAssetIds: [assetOf(first)] })
    const seen = await lineage(edited.id)
    expect(idsOf(seen.generations)).toEqual(idsOf([first, edited]))
    expect(seen.sources).toContainEqual({
      ...{ assetId: assetOf(first), generationId: edited.id, role: 'product' },
    })
  })

  it('of an upload shows what was made from it, and of an output what made it', async () => {
    const [first, unrelated] = [await hero(), await make({ prompt: 'a red shoe' })]
    const second = await change(first)
    expect(idsOf((await lineage(source)).generations)).toEqual(idsOf([first, second]))
    expect(idsOf((await lineage(assetOf(second))).generations)).toEqual(idsOf([first, second]))
    expect(idsOf((await lineage(unrelated.id)).generations)).toEqual([unrelated.id])
  })

  it('of an upload that nothing was made from is that upload', async () => {
    expect(await lineage(source)).toMatchObject({ generations: [], assets: [{ id: source }] })
  })

  it('knows nothing of what was deleted', async () => {
    const first = await hero()
    const second = await change(first)
    const third = await change(second)
    await deleteGeneration(merchant, second, studio.deps)
    expect(idsOf((await lineage(first.id)).generations)).toEqual([first.id])
    await studio.jobs.runAll()
    // What came of it stays, with the photo that both were made from.
    const seen = await lineage(third.id)
    expect(idsOf(seen.generations)).toEqual([third.id])
    expect(seen.refinements).toEqual([])
    await deleteAsset(merchant, { id: source }, studio.deps)
    expect((await lineage(third.id)).assets).toEqual([])
    await expect(lineage(second.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(lineage(source)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is nobody else’s to see', async () => {
    const first = await hero()
    const stranger = await studio.makeAccount()
    for (const id of [first.id, source, assetOf(first)])
      await expect(readLineage(stranger, { id }, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of more than two hundred generations shows two hundred, and says so', async () => {
    const first = await hero()
    const { db } = studio.deps
    const row = await db.generation.findUniqueOrThrow({ where: { id: first.id } })
    const { holdId: _hold, quoteId: _quote, options: _options, ...columns } = row
    const ids = Array.from({ length: 250 }, () => newId('generation', new Date()))
    await db.generation.createMany({
      data: ids.map((id) => ({ ...columns, id, creditsEach: 0, refinesOutputId: outputOf(first) })),
    })
    const seen = await lineage(first.id)
    expect(seen.generations).toHaveLength(200)
    expect(seen.isComplete).toBe(false)
  })
})
