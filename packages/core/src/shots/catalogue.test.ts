import { describe, expect, it } from 'vitest'
import { DEFAULT_MODEL_ID, findModel } from '../models/index.ts'
import { findShot, SHOTS } from './catalogue.ts'
import { viewShot } from './schema.ts'

describe.each(SHOTS.map((shot) => [shot.id, shot] as const))('the shot %s', (id, shot) => {
  it('is the only one with its id, and is found by it', () => {
    expect(SHOTS.filter((other) => other.id === id)).toEqual([findShot(id)])
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it('can be made by the default model without further choices', () => {
    expect(findModel(DEFAULT_MODEL_ID)?.aspectRatios).toContain(shot.defaultAspectRatio)
  })

  it('keeps its direction inside: the doors show what it is for, not how it is asked for', () => {
    const { direction, ...shown } = shot
    expect(viewShot(shot)).toEqual({ ...shown, exampleUrl: `/shots/${id}.webp` })
    expect(JSON.stringify(viewShot(shot))).not.toContain(direction.surface)
  })
})

describe('shots for the main picture of a listing', () => {
  it('are pure white and square, as marketplaces ask', () => {
    const safe = SHOTS.filter(({ isMainImageSafe }) => isMainImageSafe)
    expect(safe.length).toBeGreaterThan(0)
    for (const { direction, defaultAspectRatio, slots } of safe) {
      expect(direction.surface).toContain('RGB 255,255,255')
      expect(defaultAspectRatio).toBe('1:1')
      expect(slots).toContain('main')
    }
  })
})
