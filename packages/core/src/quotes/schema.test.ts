import { describe, expect, it } from 'vitest'
import { MAX_PROMPT_CHARACTERS, workSchema } from './schema.ts'

describe('work as it comes in', () => {
  it('is one picture when it does not say, by a model that is settled later', () => {
    expect(workSchema.parse({ shotId: 'desk' })).toEqual({
      shotId: 'desk',
      sourceAssetIds: [],
      count: 1,
    })
  })

  it.each(['einen roten Schuh auf Eis', '白い背景のマグカップ', 'كوب على خلفية بيضاء'])(
    'may be in any language: %s',
    (prompt) => {
      expect(workSchema.parse({ prompt }).prompt).toBe(prompt)
    },
  )

  it('with 10,000 characters is told how many there may be', () => {
    const { error } = workSchema.safeParse({ prompt: 'x'.repeat(10_000) })
    expect(error?.issues.map(({ message }) => message)).toEqual([
      `Shorten your words to ${MAX_PROMPT_CHARACTERS} characters.`,
    ])
  })

  it.each<[string, object]>([
    ['no outputs', { count: 0 }],
    ['a negative number of outputs', { count: -1 }],
    ['half an output', { count: 1.5 }],
    ['more outputs than one generation makes', { count: 9 }],
    ['a photo that is no asset', { sourceAssetIds: ['gen_01kaqx3v5zj8m4n7p2q9r6t0wy'] }],
    [
      'more photos than any model takes',
      { sourceAssetIds: Array(15).fill('ast_01kaqx3v5zj8m4n7p2q9r6t0wy') },
    ],
    ['a role nobody knows', { sourceRoles: ['hero'] }],
    ['an output that is no output', { refinesOutputId: 'ast_01kaqx3v5zj8m4n7p2q9r6t0wy' }],
    ['an option nobody knows', { options: { colours: '#ffffff' } }],
    ['a ratio nobody knows', { aspectRatio: '7:5' }],
    ['a size nobody knows', { imageSize: '8K' }],
  ])('is refused with %s', (_what, asked) => {
    expect(workSchema.safeParse({ shotId: 'desk', ...asked }).success).toBe(false)
  })
})
