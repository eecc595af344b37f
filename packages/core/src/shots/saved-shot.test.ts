import { describe, expect, it } from 'vitest'
import { findShot } from './catalogue/index.ts'
import { fromSavedShot, type SavedShotRecord, savedShotInput } from './saved-shot.ts'

const saved = (changes: Partial<SavedShotRecord> = {}): SavedShotRecord => ({
  ...{ id: 'sht_1', version: 3, name: 'Our terrace', words: 'on our terrace', baseShotId: 'outdoor' },
  ...{ modelId: 'gemini-3-pro-image', aspectRatio: '16:9', imageSize: '2K', options: {} },
  ...changes,
})
const shotOf = (changes: Partial<SavedShotRecord> = {}) => {
  const record = saved(changes)
  return fromSavedShot(record, findShot(record.baseShotId ?? ''))
}

describe('a saved shot', () => {
  it('is its base with its own words, model, ratio and size', () => {
    expect(shotOf()).toMatchObject({
      ...{ id: 'sht_1', version: 3, kind: 'saved', name: 'Our terrace', fidelity: 'composite' },
      ...{ defaultModelId: 'gemini-3-pro-image', defaultAspectRatio: '16:9', defaultImageSize: '2K' },
      direction: findShot('outdoor')?.direction,
      saved: { words: 'on our terrace', baseShotId: 'outdoor' },
    })
  })

  it('has its own options before those of its base', () => {
    expect(shotOf({ baseShotId: 'fit', options: { widthPx: 1200 } }).options).toEqual({
      widthPx: 1200,
      heightPx: 2000,
    })
  })

  it('needs no more words where it brings some, and promises no main picture with them', () => {
    expect(shotOf({ baseShotId: 'season' }).needs).toMatchObject({ words: false, options: ['endsOn'] })
    expect(shotOf({ baseShotId: 'season', words: '' }).needs.words).toBe(true)
    expect(shotOf({ baseShotId: 'white-hero' }).isMainImageSafe).toBe(false)
    expect(shotOf({ baseShotId: 'white-hero', words: '' }).isMainImageSafe).toBe(true)
  })

  it('of own words alone needs no photo, and gives no direction', () => {
    expect(shotOf({ baseShotId: null })).toMatchObject({
      ...{ direction: null, instruction: null, scene: null, purpose: 'on our terrace' },
      ...{ needs: { photos: 0 }, saved: { baseShotId: null } },
    })
  })

  it('comes in with a name, and no longer than it may be', () => {
    const { id: _id, version: _version, ...input } = saved()
    expect(savedShotInput.parse({ ...input, name: '  Our terrace ' }).name).toBe('Our terrace')
    for (const wrong of [{ name: ' ' }, { name: 'x'.repeat(81) }, { words: 'x'.repeat(2001) }]) {
      expect(savedShotInput.safeParse({ ...input, ...wrong }).success).toBe(false)
    }
  })
})
