import { expect, it } from 'vitest'
import { describePlan, describeUndo, type Plan, summarisePlan } from './plan-words.ts'

type Shown = Plan['after'][number]

const store = (mediaId: string, change: Shown['change'] = 'kept', alt = `alt ${mediaId}`): Shown => ({
  ref: { from: 'store', mediaId },
  alt,
  file: null,
  change,
})
const asset = (alt: string): Shown => ({
  ref: { from: 'asset', assetId: 'ast_new' as never },
  alt,
  file: null,
  change: 'added',
})
const words = (plan: Plan) => describePlan(plan).map((line) => line.words)

it('an added picture is told with its place and its alt text, and said to have none where it has none', () => {
  const before = [store('1'), store('2')]
  expect(words({ before, after: [asset('A shoe'), ...before], variants: [] })).toEqual([
    'Adds a picture as the first, described as “A shoe”',
  ])
  expect(words({ before, after: [...before, asset('')], variants: [] })).toEqual([
    'Adds a picture at the end, without an alt text',
  ])
})

it('a picture in the place of another is a replacement, not one that comes and one that goes', () => {
  const plan: Plan = {
    before: [store('1'), store('2', 'removed'), store('3')],
    after: [store('1'), asset('A shoe'), store('3')],
    variants: [],
  }
  expect(words(plan)).toEqual(['Replaces picture 2, described as “A shoe”'])
})

it('what goes, what moves and what is described anew are told by the place where it was', () => {
  const plan: Plan = {
    before: [store('1', 'removed'), store('2', 'moved'), store('3', 'described', 'old')],
    after: [store('3', 'described', 'new'), store('2', 'moved')],
    variants: [],
  }
  expect(describePlan(plan)).toEqual([
    { words: 'Takes the first picture off' },
    { words: 'Moves picture 2 to the end' },
    { words: 'Describes picture 3 in other words', from: 'old', to: 'new' },
  ])
})

it('a picture that moves and is described anew is told as both', () => {
  const plan: Plan = {
    before: [store('1'), store('2', 'moved', 'old')],
    after: [store('2', 'moved', 'new'), store('1')],
    variants: [],
  }
  expect(words(plan)).toEqual(['Moves picture 2 to the front', 'Describes picture 2 in other words'])
})

it('a variant is told with the picture that it shows afterwards', () => {
  const variant = (after: string | null) => ({ foreignId: '9', title: 'Red', before: null, after })
  const plan: Plan = {
    before: [store('1')],
    after: [store('1'), asset('A shoe')],
    variants: [variant('asset ast_new'), variant('store 1'), variant(null)],
  }
  expect(words(plan).slice(1)).toEqual([
    'Variant “Red” shows the new picture in place 2',
    'Variant “Red” shows the first picture',
    'Variant “Red” shows the product’s own picture',
  ])
})

it('a line says how much changes, and that nothing does', () => {
  const before = [store('1', 'removed'), store('2', 'moved')]
  const after = [asset('A shoe'), store('2', 'moved')]
  expect(summarisePlan({ before, after, variants: [] })).toBe('1 added, 1 taken off, 1 moved')
  expect(summarisePlan({ before: [store('1')], after: [store('1')], variants: [] })).toBe('Nothing changes')
})

it('undoing tells what goes, what comes back, and what stays', () => {
  const lines = describeUndo({
    before: [store('1', 'removed'), store('2')],
    after: [asset('A shoe'), store('2')],
    variants: [],
  })
  expect(lines[0]).toBe('Takes off 1 picture that it added.')
  expect(lines[1]).toContain('Puts back 1 picture')
  expect(lines.at(-1)).toContain('stays')
})
