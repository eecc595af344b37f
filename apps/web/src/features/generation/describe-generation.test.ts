import { describe, expect, it } from 'vitest'
import { madeOutput, openOutput, sampleGeneration } from '../../testing/sample-generation.ts'
import {
  countOutputs,
  describeCredits,
  describeFailure,
  describeLosses,
  describeProgress,
  titleOf,
} from './describe-generation.ts'

describe('the words of a generation', () => {
  it.each([
    { credits: { quoted: 8, charged: 0, held: 8, returned: 0 }, words: '8 credits set aside' },
    {
      credits: { quoted: 8, charged: 2, held: 4, returned: 2 },
      words: '2 credits used · 4 set aside · 2 returned',
    },
    { credits: { quoted: 8, charged: 8, held: 0, returned: 0 }, words: '8 credits used' },
    { credits: { quoted: 8, charged: 6, held: 0, returned: 2 }, words: '6 credits used · 2 returned' },
    { credits: { quoted: 8, charged: 0, held: 0, returned: 8 }, words: 'You were not charged' },
    { credits: { quoted: 1, charged: 1, held: 0, returned: 0 }, words: '1 credit used' },
    { credits: { quoted: 0, charged: 0, held: 0, returned: 0 }, words: 'Free' },
  ])('the credits add up in words: $words', ({ credits, words }) => {
    expect(describeCredits(credits).join(' · ')).toBe(words)
  })

  it.each([
    { outputs: [madeOutput(0), openOutput(1, 'queued')], words: '1 of 2 pictures ready' },
    { outputs: [madeOutput(0), madeOutput(1)], words: '2 pictures ready' },
    {
      outputs: [openOutput(0, 'failed'), openOutput(1, 'running')],
      words: '0 of 2 pictures ready · 1 failed',
    },
    { outputs: [madeOutput(0), openOutput(1, 'cancelled')], words: '1 picture ready · 1 cancelled' },
    { outputs: [openOutput(0, 'failed')], words: '1 failed' },
  ])('the progress names every end: $words', ({ outputs, words }) => {
    expect(describeProgress(countOutputs({ outputs }), 'picture')).toBe(words)
  })

  it('videos are called videos', () => {
    expect(describeProgress(countOutputs({ outputs: [madeOutput(0)] }), 'video')).toBe('1 video ready')
  })

  it.each([
    { given: { shotId: 'plinth', isRefinement: false, prompt: '' }, title: 'Stone plinth' },
    {
      given: { shotId: null, isRefinement: true, prompt: 'Warmer light.' },
      title: 'Changed: Warmer light.',
    },
    { given: { shotId: null, isRefinement: false, prompt: 'On a beach.' }, title: 'Your own words' },
  ])('is called “$title”', ({ given, title }) => {
    expect(titleOf(given, given.shotId ? 'Stone plinth' : undefined)).toBe(title)
  })

  it('a failure says its reason and its cost once each', () => {
    const message = 'You were not charged: Gemini is overloaded. Try again in a few minutes.'
    expect(describeFailure({ code: 'overloaded', message })).toEqual({
      reason: 'Gemini is overloaded. Try again in a few minutes.',
      cost: 'You were not charged.',
    })
  })

  it('deleting names the pictures, what was paid for them, and what still runs', () => {
    expect(describeLosses(sampleGeneration())).toEqual([
      '1 picture you paid 2 credits for.',
      'The recipe, with the full prompt.',
      'What is still being made is given up, and not charged.',
      'Erased from storage for good; this cannot be undone.',
    ])
  })
})
