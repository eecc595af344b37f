import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import { BUILT_IN_REGISTRY, findModel } from '../models/index.ts'
import { findShot, type Shot } from '../shots/index.ts'
import { type Work, workSchema } from './schema.ts'
import { settleOptions, settleRatio, settleRoles, settleSize } from './settle-choices.ts'

const photos = Array.from({ length: 3 }, () => newId('asset', new Date()))
const work = (asked: Partial<Work> = {}) => workSchema.parse({ sourceAssetIds: photos, ...asked })
const model = (id: string) => findModel(BUILT_IN_REGISTRY, id) ?? expect.fail(`no model ${id}`)
const hero = findShot('white-hero') ?? expect.fail('no white hero')
const relight = findShot('relight') ?? expect.fail('no relight')
const gemini = model('gemini-nano-banana-2.1')

describe('the roles of photos', () => {
  it.each<[string, Partial<Work>, Shot | null, string[]]>([
    ['of a shot: all show the product', {}, hero, ['product', 'product', 'product']],
    ['of own words: all show the product', {}, null, ['product', 'product', 'product']],
    ['of a utility: the first is changed', {}, relight, ['base', 'product', 'product']],
    [
      'that were named: as named',
      { sourceRoles: ['product', 'person', 'style'] },
      relight,
      ['product', 'person', 'style'],
    ],
    ['of nothing: none', { sourceAssetIds: [] }, hero, []],
  ])('%s', (_what, asked, shot, roles) => {
    expect(settleRoles(work(asked), shot)).toEqual(roles)
  })
})

describe('the ratio', () => {
  it.each<[string, Partial<Work>, Shot | null, string, string]>([
    ['is what was asked for', { aspectRatio: '21:9' }, hero, gemini.id, '21:9'],
    ['else what the shot prefers', {}, { ...hero, defaultAspectRatio: '4:5' }, gemini.id, '4:5'],
    ['else a square', {}, null, gemini.id, '1:1'],
    ['else what the model can', {}, hero, 'kling-3.0-turbo', 'source'],
  ])('%s', (_what, asked, shot, modelId, ratio) => {
    expect(settleRatio(work(asked), shot, model(modelId))).toBe(ratio)
  })
})

describe('the size', () => {
  it.each<[string, Partial<Work>, Shot | null, string, string]>([
    ['is what was asked for', { imageSize: '4K' }, hero, gemini.id, '4K'],
    ['else what the shot prefers', {}, { ...hero, defaultImageSize: '2K' }, gemini.id, '2K'],
    [
      'else the smallest, also when the model lacks the shot’s',
      {},
      { ...hero, defaultImageSize: '2K' },
      'kling-v2-6',
      '720p',
    ],
    ['else the smallest', {}, null, gemini.id, '1K'],
  ])('%s', (_what, asked, shot, modelId, size) => {
    expect(settleSize(work(asked), shot, model(modelId))).toBe(size)
  })
})

describe('the options', () => {
  const sweep: Shot = { ...hero, options: { colour: '#0a5c55', marginPercent: 8 } }
  it.each<[string, Partial<Work>, Shot | null, string, object]>([
    ['are none when nobody chose any', {}, null, gemini.id, {}],
    ['are the shot’s own', {}, sweep, gemini.id, { colour: '#0a5c55', marginPercent: 8 }],
    [
      'are the shot’s own but for what was chosen',
      { options: { colour: '#ffffff' } },
      sweep,
      gemini.id,
      { colour: '#ffffff', marginPercent: 8 },
    ],
    ['of a video say how long it plays', {}, null, 'kling-v2-6', { durationSec: 5 }],
    [
      'of a video play as long as was asked',
      { options: { durationSec: 10 } },
      null,
      'kling-v2-6',
      { durationSec: 10 },
    ],
    ['of a picture know no length', { options: { durationSec: 10 } }, null, gemini.id, {}],
  ])('%s', (_what, asked, shot, modelId, options) => {
    expect(settleOptions(work(asked), shot, model(modelId))).toEqual(options)
  })
})
