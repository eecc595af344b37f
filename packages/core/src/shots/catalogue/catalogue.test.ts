import { stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/index.ts'
import { BUILT_IN_REGISTRY, findModel } from '../../models/index.ts'
import { priceWork, workSchema } from '../../quotes/index.ts'
import { viewShot } from '../schema.ts'
import { findShot, SHOTS } from './index.ts'

/** Made by `node e2e/examples/make-examples.ts`. */
const EXAMPLES = new URL('../../../../../apps/web/public/shots/', import.meta.url)
const NOW = new Date('2026-11-22T12:00:00.000Z')
const EVERY_OPTION = { colour: '#0a5c55', widthMm: 120, heightMm: 80, endsOn: '2026-12-26' }

describe.each(SHOTS.map((shot) => [shot.id, shot] as const))('the shot %s', (id, shot) => {
  it('is the only one with its id, and is found by it', () => {
    expect(SHOTS.filter((other) => other.id === id)).toEqual([findShot(id)])
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(shot.version).toBeGreaterThan(0)
  })

  it('is made by its default model as soon as it has what it needs', () => {
    const model = findModel(BUILT_IN_REGISTRY, shot.defaultModelId ?? '') ?? expect.fail('no model')
    const { needs } = shot
    const work = workSchema.parse({
      shotId: id,
      sourceAssetIds: Array.from({ length: needs.photos }, () => newId('asset', NOW)),
      options: Object.fromEntries(
        Object.entries(EVERY_OPTION).filter(([name]) => needs.options.includes(name as never)),
      ),
      ...(needs.words && { prompt: 'Christmas' }),
    })
    const settled = priceWork(work, { registry: BUILT_IN_REGISTRY, shot, modelId: model.id }, NOW)
    expect(settled).toMatchObject({
      aspectRatio: shot.defaultAspectRatio,
      imageSize: shot.defaultImageSize ?? Object.keys(model.creditsPerOutput)[0],
      credits: model.provider === 'local' ? 0 : expect.any(Number),
    })
  })

  it('has an example picture that a gallery of them can load', async () => {
    const { size } = await stat(new URL(`${id}.webp`, EXAMPLES))
    expect(size).toBeLessThanOrEqual(30_000)
  })

  it('is for the local studio exactly when that knows what to do', () => {
    expect(shot.scene !== null).toBe(shot.tasks.includes('studio'))
  })

  it('tells a model what to do', () => {
    expect(shot.direction ?? shot.instruction).not.toBeNull()
  })

  it('keeps its wording inside: the doors show what it is for, not how it is asked for', () => {
    const { direction, instruction, ...shown } = shot
    const view = viewShot(shot)
    expect(view).toEqual({ ...shown, exampleUrl: `/shots/${id}.webp`, isFavourite: false, problem: null })
    expect(JSON.stringify(view)).not.toContain(direction?.surface ?? instruction)
  })
})

describe('the gallery', () => {
  it('keeps its ids: saved shots, favourites and recipes name them', () => {
    expect(SHOTS.map(({ id }) => id)).toEqual([
      ...['white-hero', 'grey-studio', 'brand-sweep', 'floating', 'mirror', 'plinth'],
      ...['kitchen', 'bathroom', 'desk', 'outdoor', 'flat-lay', 'in-hand', 'season'],
      ...['ghost-mannequin', 'on-model-studio', 'on-model-street'],
      ...['size-comparison', 'texture', 'detail-trio', 'packaging', 'bundle'],
      ...['turntable', 'motion'],
      ...['cut-out', 'remove-text', 'expand', 'relight', 'upscale', 'recolour', 'fit'],
    ])
  })

  it('shows shots before utilities, and no account’s own', () => {
    const kinds = SHOTS.map(({ kind }) => kind)
    expect(kinds.lastIndexOf('shot')).toBeLessThan(kinds.indexOf('utility'))
    expect(kinds).not.toContain('saved')
  })

  it('says that the product is drawn anew wherever it is worn or moves', () => {
    const worn = SHOTS.filter(({ tasks }) => tasks.includes('wear') || tasks.includes('motion'))
    for (const { fidelity } of worn) expect(fidelity).toBe('guided')
  })
})

describe('shots for the main picture of a listing', () => {
  it('are pure white and square, as marketplaces ask', () => {
    const safe = SHOTS.filter(({ isMainImageSafe }) => isMainImageSafe)
    expect(safe.map(({ id }) => id)).toEqual(['white-hero'])
    for (const { direction, defaultAspectRatio, slots } of safe) {
      expect(direction?.surface).toContain('RGB 255,255,255')
      expect(defaultAspectRatio).toBe('1:1')
      expect(slots).toContain('main')
    }
  })
})
