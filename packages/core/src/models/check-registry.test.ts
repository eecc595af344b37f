import { describe, expect, it } from 'vitest'
import { registryModelsSchema } from './check-registry.ts'
import { LOCAL_STUDIO_ID } from './local.ts'
import { BUILT_IN_REGISTRY, DEFAULT_MODEL_ID } from './registry.ts'

type Row = Record<string, unknown>
/** The built-in models as an operator's file has them. */
const written = () => JSON.parse(JSON.stringify(BUILT_IN_REGISTRY.models)) as Row[]
const change = (id: string, changes: Row) =>
  written().map((row) => (row.id === id ? { ...row, ...changes } : row))
const problemsOf = (rows: unknown) =>
  (registryModelsSchema.safeParse(rows).error?.issues ?? []).map(({ path, message }) => ({
    path: path.slice(1).join('.'),
    message,
  }))

describe('a registry by hand', () => {
  it('may be the built-in one, which comes back as it was written', () => {
    expect(registryModelsSchema.parse(written())).toEqual(BUILT_IN_REGISTRY.models)
  })

  it('may retire a model without anything to take its place', () => {
    expect(problemsOf(change('kolors-virtual-try-on-v1-5', { retiresOn: '2027-01-31' }))).toEqual([])
  })

  it.each<[string, string, Row, string, string]>([
    [
      'a price with a fraction',
      'kling-v3',
      { creditsPerOutput: { '1K': 1.5 } },
      'creditsPerOutput.1K',
      'whole number',
    ],
    [
      'a price below nothing',
      'kling-v3',
      { creditsPerOutput: { '1K': -1 } },
      'creditsPerOutput.1K',
      '0 or more',
    ],
    ['no price at all', 'kling-v3', { creditsPerOutput: {} }, 'creditsPerOutput', 'at least one size'],
    [
      'a size of videos for pictures',
      'kling-v3',
      { creditsPerOutput: { '720p': 1 } },
      'creditsPerOutput',
      '1K, 2K, 4K',
    ],
    ['a size that nobody knows', 'kling-v3', { creditsPerOutput: { '8K': 1 } }, 'creditsPerOutput', '8K'],
    [
      'sizes that requests may not name',
      'gemini-2.5-flash-image',
      { creditsPerOutput: { '1K': 1, '2K': 2 } },
      'creditsPerOutput',
      'one size alone',
    ],
    ['a ratio that nobody knows', 'kling-v3', { aspectRatios: ['5:3'] }, 'aspectRatios.0', 'expected one of'],
    ['nothing to be asked for', 'kling-v3', { tasks: [] }, 'tasks', 'at least one thing'],
    ['a provider that nobody knows', 'kling-v3', { provider: 'acme' }, 'provider', 'expected one of'],
    ['a video without lengths', 'kling-v2-6', { durationsSec: [] }, 'durationsSec', 'lengths'],
    ['a picture that plays', 'kling-v3', { durationsSec: [5] }, 'durationsSec', 'lengths'],
    ['a Kling model without a route', 'kling-v3', { route: null }, 'route', 'Kling'],
    ['fewer photos than it needs', 'kling-v3', { minSourceAssets: 3 }, 'minSourceAssets', 'more than'],
    ['a misspelt field', 'kling-v3', { retireson: '2027-01-01' }, '', 'retireson'],
    ['a day that does not exist', 'kling-v3', { retiresOn: '2027-02-30' }, 'retiresOn', 'day'],
    [
      'a price for what runs here',
      LOCAL_STUDIO_ID,
      { creditsPerOutput: { '1K': 1 } },
      'creditsPerOutput',
      'costs nothing',
    ],
    [
      'an end of what runs here',
      LOCAL_STUDIO_ID,
      { retiresOn: '2027-01-01' },
      'retiresOn',
      'does not retire',
    ],
    ['something new that runs here', 'sample', { id: 'my-model' }, 'provider', 'part of the product'],
    [
      'the usual model without a successor',
      DEFAULT_MODEL_ID,
      { retiresOn: '2027-01-01' },
      'replacementId',
      'before it retires',
    ],
    [
      'a replacement that is not there',
      'kling-v3',
      { retiresOn: '2027-01-01', replacementId: 'kling-v9' },
      'replacementId',
      'no model called "kling-v9"',
    ],
    [
      'a replacement that retires itself',
      'kling-v3',
      { retiresOn: '2027-01-01', replacementId: 'gemini-2.5-flash-image' },
      'replacementId',
      'retires itself',
    ],
    [
      'a video in place of a picture',
      'kling-v3',
      { retiresOn: '2027-01-01', replacementId: 'kling-v2-6' },
      'replacementId',
      'no pictures',
    ],
    [
      'a replacement of what stays',
      'kling-v3',
      { replacementId: 'kling-v3-omni' },
      'replacementId',
      'needs no replacement',
    ],
  ])('is refused for %s, with the field and why', (_what, id, changes, path, words) => {
    expect(problemsOf(change(id, changes))).toContainEqual({ path, message: expect.stringContaining(words) })
  })

  it('is refused when two models have one id, or one that the product names is missing', () => {
    const [first, ...rest] = written()
    expect(problemsOf([first, first, ...rest])).toContainEqual({
      path: 'id',
      message: 'Another model has this id.',
    })
    expect(problemsOf(written().filter(({ id }) => id !== DEFAULT_MODEL_ID))).toContainEqual({
      path: '',
      message: `The model "${DEFAULT_MODEL_ID}" is missing; it must stay.`,
    })
  })
})
