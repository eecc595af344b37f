import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import { BUILT_IN_REGISTRY, DEFAULT_MODEL_ID } from '../models/index.ts'
import { findShot, SHOTS, type Shot } from '../shots/index.ts'
import { priceWork, quoteExpiry, quoteItems } from './price-work.ts'
import { type Work, workSchema } from './schema.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const photos = (count: number) => Array.from({ length: count }, () => newId('asset', NOW))
const output = newId('output', NOW)

/** What is asked, with a shot of the catalogue by its id or one of one's own. */
type Asked = Partial<Omit<Work, 'shotId'>> & { shot?: string | Shot | null }

function price({ shot = 'white-hero', modelId = DEFAULT_MODEL_ID, ...asked }: Asked, now = NOW) {
  const work = workSchema.parse({ sourceAssetIds: photos(1), ...asked })
  const found = typeof shot === 'string' ? (findShot(shot) ?? expect.fail(`no shot ${shot}`)) : shot
  return priceWork(work, { registry: BUILT_IN_REGISTRY, shot: found, modelId }, now)
}

/** A shot like the white hero, but for these. */
const shotWith = (changes: Partial<Shot>): Shot => ({
  ...(findShot('white-hero') ?? expect.fail('no white hero')),
  name: 'Try-on',
  ...changes,
})
const needing = (needs: Partial<Shot['needs']>, changes: Partial<Shot> = {}) =>
  shotWith({ needs: { photos: 1, roles: [], options: [], words: false, ...needs }, ...changes })
const motion = shotWith({ name: 'Push-in', tasks: ['motion'], defaultAspectRatio: 'source' })

describe('the price of a piece of work', () => {
  it('is the price of one output times their number', () => {
    expect(price({ count: 4, imageSize: '2K' })).toMatchObject({ creditsPerOutput: 3, count: 4, credits: 12 })
  })

  it('of a video is by the second', () => {
    const turbo = { shot: motion, modelId: 'kling-3.0-turbo', imageSize: '1080p' as const }
    expect(price({ ...turbo, count: 2, options: { durationSec: 8 } })).toMatchObject({
      ...{ creditsPerOutput: 72, credits: 144 },
    })
    expect(price(turbo)).toMatchObject({ options: { durationSec: 5 }, credits: 45 })
  })

  it('is for the smallest size and the shot’s own ratio when nothing else is said', () => {
    expect(price({ shot: 'desk' })).toMatchObject({ imageSize: '1K', aspectRatio: '4:3', credits: 2 })
  })

  it('is for a square when own words are all there is', () => {
    const asked = { shot: null, prompt: 'a red shoe', sourceAssetIds: [] }
    expect(price(asked)).toMatchObject({ shot: null, words: 'a red shoe', aspectRatio: '1:1' })
  })

  it('is known for every shot that the default model can make', () => {
    const model = BUILT_IN_REGISTRY.models.find(({ id }) => id === DEFAULT_MODEL_ID)
    const makeable = SHOTS.filter(({ tasks, needs }) => {
      return tasks.some((task) => model?.tasks.includes(task)) && needs.photos <= 1 && !needs.roles.length
    })
    expect(makeable.length).toBeGreaterThan(5)
    for (const shot of makeable) {
      const options = { colour: '#0a5c55', widthPx: 800, heightPx: 600, widthMm: 80, heightMm: 95 }
      const asked = { shot, prompt: 'with steam', options: { ...options, endsOn: '2026-12-01' } }
      expect(price(asked).credits, shot.id).toBeGreaterThan(0)
    }
  })

  it('is known for every model as long as it is served, and nothing only on this installation', () => {
    const early = new Date('2026-01-01')
    for (const { id, provider, tasks, minSourceAssets } of BUILT_IN_REGISTRY.models) {
      const asked = { shot: shotWith({ tasks }), modelId: id, sourceAssetIds: photos(minSourceAssets || 1) }
      expect(price(asked, early).credits > 0, id).toBe(provider !== 'local')
    }
  })

  it('is the sum of the quote’s lines, which say what is bought', () => {
    const settled = price({ count: 3 })
    expect(quoteItems(settled)).toEqual([
      {
        label: 'Pure white hero · Nano Banana 2.1 · 1K · 1:1',
        count: 3,
        creditsEach: 2,
        credits: settled.credits,
      },
    ])
  })

  it.each<[string, Asked, string]>([
    [
      'how long a video plays',
      { shot: motion, modelId: 'kling-v2-6' },
      'Push-in · Kling 2.6 · 720p · 5 s · source',
    ],
    [
      'that a picture is changed',
      { shot: null, refinesOutputId: output, prompt: 'warmer' },
      'A change in your own words · Nano Banana 2.1 · 1K · 1:1',
    ],
    [
      'that nothing but words is given',
      { shot: null, prompt: 'a shoe' },
      'Your own words · Nano Banana 2.1 · 1K · 1:1',
    ],
  ])('has lines that say %s', (_what, asked, label) => {
    expect(quoteItems(price(asked))[0]?.label).toBe(label)
  })

  it('holds for 30 minutes', () => {
    expect(quoteExpiry(NOW).toISOString()).toBe('2026-11-22T12:30:00.000Z')
  })
})

describe('work is refused, with a sentence that says what would work,', () => {
  const photo = newId('asset', NOW)
  const invalid = 'invalid_input'
  const unable = 'option_not_supported'
  it.each<[string, Asked, string, string]>([
    ['for an unknown model', { modelId: 'gemini-9' }, invalid, 'There is no model called "gemini-9".'],
    [
      'for a model that was retired',
      { modelId: 'gemini-2.5-flash-image' },
      'model_retired',
      'Nano Banana was retired on 2026-10-02. Use Nano Banana 2.1 instead.',
    ],
    [
      'without a shot and without words',
      { shot: null, prompt: '   ' },
      invalid,
      'Choose a shot, or say in your own words what the picture should show.',
    ],
    [
      'for a shot without a photo',
      { sourceAssetIds: [], prompt: 'a red shoe' },
      invalid,
      'Add a photo of your product: a shot shows what is on it.',
    ],
    [
      'for a shot with fewer photos than it needs',
      { shot: needing({ photos: 2 }) },
      invalid,
      'Try-on needs at least 2 photos.',
    ],
    [
      'for a shot without a photo of a role it needs',
      { shot: needing({ roles: ['scene'] }) },
      invalid,
      'Try-on needs a photo with the role “scene”.',
    ],
    [
      'for a shot without an option it needs',
      { shot: needing({ options: ['colour'] }) },
      invalid,
      'Try-on needs a colour (the option “colour”).',
    ],
    [
      'for a shot without words it needs',
      { shot: needing({ words: true }) },
      invalid,
      'Try-on needs your own words.',
    ],
    [
      'with a person who was not asked',
      { sourceRoles: ['person'], options: { hasConsent: false } },
      invalid,
      'Say that the person in the photo agreed to this use (the option “hasConsent”).',
    ],
    [
      'with the same photo twice',
      { sourceAssetIds: [photo, photo] },
      invalid,
      'The same photo is listed twice.',
    ],
    [
      'with more roles than photos',
      { sourceRoles: ['product', 'style'] },
      invalid,
      'Give as many roles as photos, in the same order.',
    ],
    [
      'for a change without words',
      { shot: null, refinesOutputId: output },
      invalid,
      'Say in your own words what shall be different.',
    ],
    [
      'for a change by a shot',
      { refinesOutputId: output, prompt: 'warmer' },
      invalid,
      'A change is made by your own words: leave the shot out.',
    ],
    [
      'in the ratio of a photo that is not there',
      { shot: null, prompt: 'a shoe', sourceAssetIds: [], aspectRatio: 'source' },
      invalid,
      'There is no photo whose ratio could be kept. Choose a ratio.',
    ],
    [
      'for a model that does not do this',
      { modelId: 'kling-3.0-turbo' },
      unable,
      'Kling 3 Turbo cannot make “Pure white hero”. Choose another model.',
    ],
    [
      'for a change by a model that makes videos',
      { shot: null, refinesOutputId: output, prompt: 'warmer', modelId: 'kling-v2-6' },
      unable,
      'Kling 2.6 cannot change a picture by words. Choose another model.',
    ],
    [
      'for own words in the local studio',
      { shot: null, prompt: 'a shoe', modelId: 'local-studio' },
      unable,
      'Local studio cannot make “own words”. Choose another model.',
    ],
    [
      'with more photos than the model takes',
      { sourceAssetIds: photos(11) },
      unable,
      'Nano Banana 2.1 takes at most 10 photos.',
    ],
    [
      'with two photos for a model that takes one',
      { modelId: 'kling-v3', sourceAssetIds: photos(2) },
      unable,
      'Kling 3 takes at most 1 photo.',
    ],
    [
      'with fewer photos than the model needs',
      { shot: shotWith({ tasks: ['wear'] }), modelId: 'kolors-virtual-try-on-v1-5' },
      unable,
      'Kolors try-on 1.5 needs 2 photos.',
    ],
    [
      'in a ratio the model does not make',
      { modelId: 'gemini-3-pro-image', aspectRatio: '8:1' },
      unable,
      'Nano Banana Pro does not make 8:1 pictures.',
    ],
    [
      'in a size the model does not make',
      { modelId: 'gemini-3.1-flash-lite-image', imageSize: '4K' },
      unable,
      'Nano Banana 2 Lite does not make 4K pictures.',
    ],
    [
      'as a video in the size of a picture',
      { shot: motion, modelId: 'kling-v2-6', imageSize: '2K' },
      unable,
      'Kling 2.6 does not make 2K videos.',
    ],
    [
      'as a video of a length the model does not make',
      { shot: motion, modelId: 'kling-3.0-turbo', options: { durationSec: 6 } },
      unable,
      'Kling 3 Turbo makes videos of 3, 4, 5, 8, 10, 15 seconds.',
    ],
  ])('%s', (_when, asked, code, message) => {
    expect(() => price(asked)).toThrow(expect.objectContaining({ code, message }))
  })

  it('for a retired model, naming its replacement for programs', () => {
    expect(() => price({ modelId: 'gemini-2.5-flash-image' })).toThrow(
      expect.objectContaining({ details: { replacementId: DEFAULT_MODEL_ID } }),
    )
  })

  it('but not once what was missing is there', () => {
    const shot = needing({ roles: ['person'], options: ['hasConsent', 'colour'], words: true })
    const options = { hasConsent: true, colour: '#0a5c55' }
    expect(price({ shot, sourceRoles: ['person'], options, prompt: 'smiling' }).credits).toBe(2)
  })
})
