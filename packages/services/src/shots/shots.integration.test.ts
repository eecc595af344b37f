import type { Id } from '@studio/core/kernel'
import { BUILT_IN_REGISTRY } from '@studio/core/models'
import { workSchema } from '@studio/core/quotes'
import { MAX_SAVED_SHOTS, SHOTS, savedShotInput } from '@studio/core/shots'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveBrandKit } from '../brand-kits/index.ts'
import type { AccountActor, TokenActor } from '../kernel/index.ts'
import { createQuote } from '../quotes/index.ts'
import {
  changeShot,
  deleteShot,
  listRecommended,
  listShots,
  resolveShot,
  saveShot,
  setFavourite,
} from './index.ts'

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

const terrace = savedShotInput.parse({
  ...{ name: 'Our terrace', words: 'on our terrace', baseShotId: 'outdoor' },
  ...{ modelId: 'gemini-nano-banana-2.1', aspectRatio: '16:9', imageSize: '2K' },
})

const tokenOf = (actor: AccountActor, changes: Partial<TokenActor> = {}): TokenActor => ({
  ...{ kind: 'token', accountId: actor.accountId, tokenId: 'tok_1', tokenKind: 'live' },
  scopes: ['generations:read', 'generations:write', 'assets:read'],
  ...changes,
})

const eventsOf = async ({ accountId }: AccountActor, type: string) =>
  (await studio.deps.db.event.findMany({ where: { accountId, type } })).map(({ subjectId }) => subjectId)

describe('a saved shot', () => {
  it('stands before the catalogue for its own account, and for nobody else', async () => {
    const merchant = await studio.makeAccount()
    const saved = await saveShot(merchant, terrace, studio.deps)
    expect(saved).toMatchObject({
      ...{ kind: 'saved', name: 'Our terrace', version: 1, exampleUrl: null, problem: null },
      ...{ defaultAspectRatio: '16:9', saved: { words: 'on our terrace', baseShotId: 'outdoor' } },
    })
    const shown = await listShots(merchant, studio.deps)
    expect(shown[0]).toEqual(saved)
    expect(shown).toHaveLength(SHOTS.length + 1)
    for (const other of [await studio.makeAccount(), { kind: 'anonymous' } as const]) {
      expect(await listShots(other, studio.deps)).toHaveLength(SHOTS.length)
    }
    expect(await eventsOf(merchant, 'saved_shot.changed')).toEqual([saved.id])
  })

  it('is priced as what it was saved as', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await saveShot(merchant, terrace, studio.deps)
    const photo = await studio.upload(merchant, await readPhoto())
    const work = workSchema.parse({ shotId: id, sourceAssetIds: [photo.id] })
    const { items } = await createQuote(merchant, work, studio.deps)
    expect(items[0]?.label).toBe('Our terrace · Nano Banana 2.1 · 2K · 16:9')
    const stranger = await studio.makeAccount()
    await expect(createQuote(stranger, work, studio.deps)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('of a utility changes the first photo, as the utility does', async () => {
    const merchant = await studio.makeAccount()
    const banner = {
      ...terrace,
      words: '',
      baseShotId: 'fit',
      modelId: 'local-studio',
      aspectRatio: 'source',
    } as const
    const { id } = await saveShot(merchant, { ...banner, options: { widthPx: 1200 } }, studio.deps)
    const shot = await resolveShot(studio.deps.db, merchant.accountId, id)
    expect(shot).toMatchObject({
      scene: 'fit',
      needs: { roles: ['base'] },
      options: { widthPx: 1200, heightPx: 2000 },
    })
    const photo = await studio.upload(merchant, await readPhoto())
    const work = workSchema.parse({ shotId: id, sourceAssetIds: [photo.id] })
    expect((await createQuote(merchant, work, studio.deps)).credits).toBe(0)
  })

  it('has a new version with every change, and is gone with its star when it is deleted', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await saveShot(merchant, terrace, studio.deps)
    await setFavourite(merchant, { shotId: id, isFavourite: true }, studio.deps)
    const changed = await changeShot(merchant, { ...terrace, id, name: 'Terrace at dusk' }, studio.deps)
    expect(changed).toMatchObject({ id, version: 2, name: 'Terrace at dusk', isFavourite: true })
    await deleteShot(merchant, { id }, studio.deps)
    expect(await listShots(merchant, studio.deps)).toHaveLength(SHOTS.length)
    expect(await studio.deps.db.favouriteShot.count({ where: { shotId: id } })).toBe(0)
  })

  it('can be changed and deleted by nobody else', async () => {
    const { id } = await saveShot(await studio.makeAccount(), terrace, studio.deps)
    const stranger = await studio.makeAccount()
    const missing = { code: 'not_found' }
    await expect(changeShot(stranger, { ...terrace, id }, studio.deps)).rejects.toMatchObject(missing)
    await expect(deleteShot(stranger, { id }, studio.deps)).rejects.toMatchObject(missing)
    await expect(
      setFavourite(stranger, { shotId: id, isFavourite: true }, studio.deps),
    ).rejects.toMatchObject(missing)
  })

  it.each([
    ['with a base that there is not', { baseShotId: 'moon' }, 'The catalogue has no shot called "moon".'],
    [
      'that says nothing',
      { baseShotId: null, words: '' },
      'Say in your own words what the picture shows, or choose a shot.',
    ],
    [
      'on a retired model',
      { modelId: 'gemini-2.5-flash-image' },
      'Nano Banana was retired on 2026-10-02. Use Nano Banana 2.1 instead.',
    ],
    [
      'on a model that nobody knows',
      { modelId: 'moon' },
      'Its model is not known any more. Choose another model',
    ],
    [
      'in a size its model does not make',
      { modelId: 'gemini-3.1-flash-lite-image' },
      'Nano Banana 2 Lite does not make the size 2K. Choose another one.',
    ],
  ])('is not kept %s', async (_which, changes, message) => {
    const merchant = await studio.makeAccount()
    await expect(saveShot(merchant, { ...terrace, ...changes }, studio.deps)).rejects.toThrow(message)
    expect(await eventsOf(merchant, 'saved_shot.changed')).toEqual([])
  })

  it('is not kept on a model that nobody knows for a test token either, whose work goes to others', async () => {
    const merchant = await studio.makeAccount()
    const token = tokenOf(merchant, { tokenKind: 'test' })
    const { id } = await saveShot(token, terrace, studio.deps)
    const unknown = { ...terrace, modelId: 'moon' }
    const refused = { code: 'invalid_input', message: 'There is no model called "moon".' }
    await expect(saveShot(token, unknown, studio.deps)).rejects.toMatchObject(refused)
    await expect(changeShot(token, { ...unknown, id }, studio.deps)).rejects.toMatchObject(refused)
    expect(await eventsOf(merchant, 'saved_shot.changed')).toEqual([id])
  })

  it('is flagged once its model is retired, with what replaces it', async () => {
    const merchant = await studio.makeAccount()
    const { id } = await saveShot(merchant, terrace, studio.deps)
    const models = BUILT_IN_REGISTRY.models.map((model) =>
      model.id === terrace.modelId
        ? { ...model, retiresOn: '2020-01-01', replacementId: 'gemini-3-pro-image' }
        : model,
    )
    const registry = async () => ({ version: 'later', models })
    const shown = await listShots(merchant, { ...studio.deps, registry })
    expect(shown.find((shot) => shot.id === id)?.problem).toBe(
      'Nano Banana 2.1 was retired on 2020-01-01. Use Nano Banana Pro instead.',
    )
  })

  it('is the last one at the limit, however many are saved at once', async () => {
    const merchant = await studio.makeAccount()
    const { accountId } = merchant
    const now = studio.clock.now()
    const { options: _options, ...columns } = terrace
    await studio.deps.db.savedShot.createMany({
      data: Array.from({ length: MAX_SAVED_SHOTS - 1 }, (_, index) => ({
        ...{ ...columns, id: `sht_${index}-${accountId}`, accountId, createdAt: now, updatedAt: now },
      })),
    })
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => saveShot(merchant, terrace, studio.deps)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(saveShot(merchant, terrace, studio.deps)).rejects.toMatchObject({
      code: 'plan_limit',
      message: 'An account keeps at most 200 shots of its own. Delete one that is no longer needed.',
    })
  })
})

describe('a favourite', () => {
  it('is a shot that a person wants first, until they do not; saying so twice tells nobody twice', async () => {
    const merchant = await studio.makeAccount()
    const isFavourite = async () =>
      (await listShots(merchant, studio.deps)).filter((shot) => shot.isFavourite).map(({ id }) => id)
    for (const wanted of [true, true]) {
      await setFavourite(merchant, { shotId: 'plinth', isFavourite: wanted }, studio.deps)
      expect(await isFavourite()).toEqual(['plinth'])
    }
    await setFavourite(merchant, { shotId: 'plinth', isFavourite: false }, studio.deps)
    expect(await isFavourite()).toEqual([])
    expect(await eventsOf(merchant, 'favourites.changed')).toEqual(['plinth', 'plinth'])
  })
})

describe('the list of shots', () => {
  it('says of a shot that nothing here can make why, and of all others nothing', async () => {
    const shown = await listShots(await studio.makeAccount(), {
      ...studio.deps,
      offeredProviders: ['gemini', 'local'],
    })
    expect(shown.filter(({ problem }) => problem).map(({ id, problem }) => [id, problem])).toEqual([
      ['turntable', 'Kling 3 Turbo is not set up here. No other model can make it here.'],
      ['motion', 'Kling 3 Turbo is not set up here. No other model can make it here.'],
    ])
  })

  it('shows a token without the scope the catalogue alone', async () => {
    const merchant = await studio.makeAccount()
    await saveShot(merchant, terrace, studio.deps)
    expect(await listShots(tokenOf(merchant), studio.deps)).toHaveLength(SHOTS.length + 1)
    expect(await listShots(tokenOf(merchant, { scopes: [] }), studio.deps)).toHaveLength(SHOTS.length)
  })

  it('tells a test token what its models can make, whatever a shot prefers', async () => {
    const token = tokenOf(await studio.makeAccount(), { tokenKind: 'test' })
    const flagged = (await listShots(token, studio.deps)).filter(({ problem }) => problem)
    expect(flagged.map(({ id, problem }) => [id, problem])).toEqual([
      ['turntable', 'No model that test tokens work on can make it. Use a live token.'],
      ['motion', 'No model that test tokens work on can make it. Use a live token.'],
    ])
  })

  it('has the brand’s own colour for the brand sweep', async () => {
    const merchant = await studio.makeAccount()
    const colourOf = async () =>
      (await listShots(merchant, studio.deps)).find(({ id }) => id === 'brand-sweep')?.options.colour
    expect(await colourOf()).toBe('#d8c3a5')
    const kit = { colours: ['#0a5c55'], logoAssetId: null, wordsToUse: [], wordsToAvoid: [] }
    await saveBrandKit(merchant, kit, studio.deps)
    expect(await colourOf()).toBe('#0a5c55')
    const { options } = await resolveShot(studio.deps.db, merchant.accountId, 'brand-sweep')
    expect(options.colour).toBe('#0a5c55')
  })
})

describe('the shots recommended for a product', () => {
  const analyse = async (merchant: AccountActor, category: string): Promise<Id<'asset'>> => {
    const { id } = await studio.upload(merchant, await readPhoto())
    const found = {
      product: 'A mug',
      category,
      materials: [],
      colours: [],
      altText: '',
      suggestedShotIds: ['kitchen'],
    }
    const now = studio.clock.now()
    const row = { status: 'ready', found, createdAt: now, updatedAt: now } as const
    const { accountId } = merchant
    await studio.deps.db.analysis.upsert({
      where: { assetId: id },
      create: { assetId: id, accountId, ...row },
      update: row,
    })
    return id
  }

  it('go by what is known of each photo, and leave out what cannot be made', async () => {
    const merchant = await studio.makeAccount()
    const known = await analyse(merchant, 'kitchen')
    const { id: unknown } = await studio.upload(merchant, await readPhoto('charles-deluvio-695736'))
    const deps = { ...studio.deps, offeredProviders: ['gemini', 'local'] as const }
    expect((await listRecommended(merchant, { assetIds: [known] }, deps))[0]).toBe('kitchen')
    expect((await listRecommended(merchant, { assetIds: [unknown] }, deps))[0]).toBe('white-hero')
    const both = await listRecommended(merchant, { assetIds: [known, unknown] }, deps)
    expect(both.slice(0, 2)).toEqual(['kitchen', 'white-hero'])
    expect(both).not.toContain('motion')
  })

  it('are told of nobody else’s photo', async () => {
    const assetIds = [await analyse(await studio.makeAccount(), 'kitchen')]
    await expect(
      listRecommended(await studio.makeAccount(), { assetIds }, studio.deps),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
