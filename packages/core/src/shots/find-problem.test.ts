import { describe, expect, it } from 'vitest'
import { BUILT_IN_REGISTRY, type Model } from '../models/index.ts'
import { findShot, SHOTS } from './catalogue/index.ts'
import { findShotProblem, type ShotSurroundings } from './find-problem.ts'
import type { Shot } from './shot.ts'

const around = (changes: Partial<ShotSurroundings> = {}): ShotSurroundings => ({
  registry: BUILT_IN_REGISTRY,
  offered: ['gemini', 'kling', 'local'],
  usable: BUILT_IN_REGISTRY.models.filter(({ id }) => id !== 'sample'),
  now: new Date('2026-11-22T12:00:00.000Z'),
  ...changes,
})
const shotOf = (id: string, changes: Partial<Shot> = {}): Shot => ({
  ...(findShot(id) ?? expect.fail(`no shot ${id}`)),
  ...changes,
})
const saved = { words: '', baseShotId: 'plinth' }

describe('a shot that cannot be made as it is', () => {
  it('is none of the catalogue where every provider is set up', () => {
    expect(SHOTS.filter((shot) => findShotProblem(shot, around()))).toEqual([])
  })

  it('is none of the catalogue whose model was retired and is replaced', () => {
    const shot = shotOf('plinth', { defaultModelId: 'gemini-2.5-flash-image' })
    expect(findShotProblem(shot, around())).toBeNull()
  })

  it.each<[string, Shot, Partial<ShotSurroundings>, string]>([
    [
      'whose model was retired',
      shotOf('plinth', { saved, defaultModelId: 'gemini-2.5-flash-image' }),
      {},
      'Nano Banana was retired on 2026-10-02. Use Nano Banana 2.1 instead.',
    ],
    [
      'whose provider is not set up',
      shotOf('motion'),
      { offered: ['gemini', 'local'] },
      'Kling 3 Turbo is not set up here. No other model can make it here.',
    ],
    [
      'whose provider is not set up, but another one is',
      shotOf('white-hero'),
      { offered: ['local'] },
      'Nano Banana 2.1 is not set up here. Choose another model, such as Local studio.',
    ],
    [
      'whose model nobody knows',
      shotOf('plinth', { saved, defaultModelId: 'gemini-1' }),
      {},
      'Its model is not known any more. Choose another model, such as Nano Banana 2.1.',
    ],
    [
      'whose model makes something else',
      shotOf('motion', { defaultModelId: 'kling-v3' }),
      {},
      'Kling 3 cannot make it. Choose another model, such as Kling 3 Turbo.',
    ],
    [
      'whose base is gone',
      shotOf('plinth', { saved: { words: '', baseShotId: 'moon' } }),
      {},
      'The shot that it goes out from is no longer offered. Save it anew from another one.',
    ],
    [
      'in a size that its model no longer makes',
      shotOf('plinth', { defaultModelId: 'gemini-3.1-flash-lite-image', defaultImageSize: '4K' }),
      {},
      'Nano Banana 2 Lite does not make the size 4K. Choose another one.',
    ],
    [
      'in a ratio that its model no longer makes',
      shotOf('plinth', { defaultModelId: 'gemini-3-pro-image', defaultAspectRatio: '8:1' }),
      {},
      'Nano Banana Pro does not make the ratio 8:1. Choose another one.',
    ],
  ])('says why and what to do: one %s', (_which, shot, changes, sentence) => {
    expect(findShotProblem(shot, around(changes))).toBe(sentence)
  })

  it('says nothing of a replacement that nobody knows', () => {
    const models: Model[] = BUILT_IN_REGISTRY.models.map((model) => ({ ...model, replacementId: 'moon' }))
    const shot = shotOf('plinth', { saved, defaultModelId: 'gemini-2.5-flash-image' })
    expect(findShotProblem(shot, around({ registry: { version: '1', models } }))).toBe(
      'Nano Banana was retired on 2026-10-02. Choose another model, such as Nano Banana 2.1.',
    )
  })
})
