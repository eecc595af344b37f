import { expect, it } from 'vitest'
import { REFINE_SUGGESTIONS, toggleWords } from './refine-suggestions.ts'

it('a suggestion comes behind what was written, and goes without a trace', () => {
  const both = toggleWords('Use a darker floor.', 'Make the light warmer.')
  expect(both).toBe('Use a darker floor. Make the light warmer.')
  expect(toggleWords(both, 'Make the light warmer.')).toBe('Use a darker floor.')
})

it('several suggestions add up to sentences, and each can be taken back by itself', () => {
  const all = REFINE_SUGGESTIONS.slice(0, 3).reduce((text, { words }) => toggleWords(text, words), '')
  expect(all).toBe('Make the light warmer. Make the shadow softer. Move the camera closer to the product.')
  expect(toggleWords(all, 'Make the shadow softer.')).toBe(
    'Make the light warmer. Move the camera closer to the product.',
  )
})
