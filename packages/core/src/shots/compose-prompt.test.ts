import { describe, expect, it } from 'vitest'
import { findShot, SHOTS, type Shot } from './catalogue.ts'
import { composePrompt } from './compose-prompt.ts'

const LOCK = 'Keep the product exactly as it is in the photo'

describe('a prompt', () => {
  it.each(SHOTS.map((shot) => [shot.id, shot] as const))(
    'of the shot %s gives every direction',
    (_id, shot) => {
      const prompt = composePrompt({ shot, words: '', sourceCount: 1 })
      for (const direction of Object.values(shot.direction)) expect(prompt).toContain(direction)
      expect(prompt).not.toMatch(/undefined|null|false|\n\n/)
    },
  )

  it('asks, whenever there is a photo, for the product to stay as it is', () => {
    expect(composePrompt({ shot: null, words: 'on a beach', sourceCount: 1 })).toContain(LOCK)
    expect(composePrompt({ shot: null, words: 'a red shoe', sourceCount: 0 })).toBe('a red shoe')
  })

  it('says that several photos show one product', () => {
    const prompt = (sourceCount: number) => composePrompt({ shot: null, words: 'on a beach', sourceCount })
    expect(prompt(3)).toContain('All 3 photos show the same product')
    expect(prompt(1)).not.toContain('photos show the same product')
  })

  it('adds own words to a shot, and keeps what to avoid last', () => {
    const shot = findShot('kitchen') as Shot
    const lines = composePrompt({ shot, words: '  with a lemon ', sourceCount: 1 }).split('\n')
    expect(lines.at(-2)).toBe('Also: with a lemon')
    expect(lines.at(-1)).toBe(`Avoid: ${shot.direction.avoid}.`)
  })

  it('reads as a sentence, whether the product stands somewhere or in front of something', () => {
    const scene = (id: string) => composePrompt({ shot: findShot(id) ?? null, words: '', sourceCount: 1 })
    expect(scene('white-hero')).toContain('the product is in front of a seamless pure white background')
    expect(scene('plinth')).toContain('the product is standing on a round travertine stone plinth')
    expect(scene('floating')).toContain('the product is floating in mid-air')
  })
})
