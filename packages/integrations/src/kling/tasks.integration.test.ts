import type { Effect } from '@studio/emulators/kling'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { isMade, type MadePicture, type StillMaking } from '../picture-provider/index.ts'
import { type Changes, failureOf, next, OMNI, openKlingKit, patient } from './testing/kling-kit.ts'

const { emulator, request, kling, step, still, make, asked, tasksBegun } = await openKlingKit()

afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

describe('a task', () => {
  it('is looked at after 5 s, later after 10, by its own name, and needs its photos no more', async () => {
    const work = request()
    emulator.addScenario({ effect: { kind: 'slow', durationMs: 70_000 } })
    const waits: number[] = []
    let answer: StillMaking | MadePicture = await step(work)
    while (!isMade(answer)) {
      expect(answer.isTaken).toBe(true)
      waits.push(answer.checkAgainInMs)
      await emulator.advance(answer.checkAgainInMs)
      answer = await step(next(work, answer), { clock: { now: () => emulator.now() } })
    }
    expect(waits[0]).toBe(5000)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.at(-1)).toBe(10_000)
    expect(asked('GET')[0]?.path).toBe(`/v1/images/omni-image/${work.task.id}`)
    expect(tasksBegun()).toHaveLength(1)
  })

  it('goes on in another process, which knows nothing but its name', async () => {
    const work = request({ modelId: 'kling-3.0-turbo', options: { durationSec: 3 } })
    const begun = await still(work)
    await emulator.advance(90_000)
    const made = await step(next(work, begun), { apiKey: 'another-process' })
    expect(isMade(made) && made.mime).toBe('video/mp4')
    expect(asked('GET')[0]?.path).toBe(`/tasks?external_task_ids=${work.task.id}`)
  })

  it.each(['kling-v3-omni', 'kling-3.0-turbo'])(
    'of %s may end by the other dialect’s word',
    async (modelId) => {
      emulator.addScenario({ effect: { kind: 'other_spelling' } })
      await make(request({ modelId }))
      expect(tasksBegun()).toHaveLength(1)
    },
  )

  it.each<[string, string, Changes]>([
    ['classic', OMNI, {}],
    ['new', 'kling-3.0-turbo', { options: { durationSec: 3 } }],
  ])(
    'that Kling no longer knows is not begun again under the same name (%s)',
    async (_, modelId, changes) => {
      const work = request({ modelId, ...changes })
      const begun = await still(work)
      emulator.addScenario({ match: { route: 'query' }, effect: { kind: 'forget' } })
      expect(await failureOf(step(next(work, begun)))).toMatchObject({ code: 'bad_answer' })
      expect(tasksBegun()).toHaveLength(1)
    },
  )
})

describe('a task whose beginning nobody confirmed', () => {
  it.each<[string, string, Effect]>([
    ['the line broke', OMNI, { kind: 'lost_answer' }],
    ['the answer was cut off', OMNI, { kind: 'truncate' }],
    ['no answer came', OMNI, { kind: 'unanswered' }],
    ['the answer stopped half-way', OMNI, { kind: 'stall' }],
    ['the line broke', 'kling-3.0-turbo', { kind: 'lost_answer' }],
  ])('is found, not begun twice: %s (%s)', async (_, modelId, effect) => {
    emulator.addScenario({ effect })
    const work = request({ modelId })
    const unsure = await still(work, { timeoutMs: 400 })
    expect(unsure.isTaken).toBe(false)
    await make(next(work, unsure))
    expect(asked('POST')).toHaveLength(1)
  })

  it.each<[string, string, Effect]>([
    ['the line broke', OMNI, { kind: 'reset' }],
    ['a proxy answered', OMNI, { kind: 'html_body' }],
    ['the answer was no JSON', OMNI, { kind: 'bad_json' }],
    ['the answer was empty', 'kling-3.0-turbo', { kind: 'empty_body' }],
  ])('is begun again when it is not there: %s (%s)', async (_, modelId, effect) => {
    emulator.addScenario({ effect })
    const work = request({ modelId })
    const unsure = await still(work)
    expect(unsure.isTaken).toBe(false)
    await make(next(work, unsure))
    expect(asked('POST')).toHaveLength(2)
    // Looked for first.
    expect(emulator.requests()[1]?.method).toBe('GET')
  })

  it('is the same task when Kling says that its name is in use', async () => {
    const work = request()
    await still(work)
    expect(await still(work)).toMatchObject({ isTaken: true })
    await make(next(work, { isTaken: true }))
    expect(tasksBegun()).toHaveLength(1)
  })
})

describe('no place at Kling', () => {
  it('is waited for, a second at least and longer each time, and nothing is begun meanwhile', async () => {
    emulator.seed({ places: { image: 1 } })
    await still(request())
    const adapter = kling()
    const work = request()
    const waits: number[] = []
    let answer = await adapter.makePicture(work, patient)
    for (let turn = 0; turn < 4 && !isMade(answer) && !answer.isTaken; turn++) {
      waits.push(answer.checkAgainInMs)
      answer = await adapter.makePicture(next(work, answer), patient)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000])
    expect(tasksBegun()).toHaveLength(1)
    await emulator.advance(20_000)
    expect(await adapter.makePicture(next(work, { isTaken: false }), patient)).toMatchObject({
      isTaken: true,
    })
  })

  it.each([1302, 1303])('%i on a look leaves the task as it was', async (code) => {
    const work = request()
    const begun = await still(work)
    emulator.addScenario({ match: { route: 'query' }, effect: { kind: 'refuse', code } })
    expect(await still(next(work, begun))).toMatchObject({ isTaken: true })
    await make(next(work, begun))
    expect(tasksBegun()).toHaveLength(1)
  })
})

describe('trouble while a task is looked at', () => {
  it.each<Effect>([
    { kind: 'refuse', code: 5000 },
    { kind: 'refuse', code: 5001 },
    { kind: 'html_body' },
    { kind: 'reset' },
    { kind: 'bad_json' },
    { kind: 'hang' },
  ])('passes (%o): the task is neither given up nor begun again', async (effect) => {
    const work = request()
    const begun = await still(work)
    emulator.addScenario({ match: { route: 'query' }, effect })
    expect(await still(next(work, begun), { timeoutMs: 400 })).toMatchObject({ isTaken: true })
    expect((await make(next(work, begun))).mime).toBe('image/png')
    expect(tasksBegun()).toHaveLength(1)
  })

  it('ends it when the key is refused', async () => {
    const work = request()
    const begun = await still(work)
    const failure = await failureOf(step(next(work, begun), { apiKey: 'invalid-key' }))
    expect(failure).toMatchObject({ code: 'not_configured' })
  })
})

describe('a result', () => {
  it('is fetched at once when the task has ended, and without the key, for it lies elsewhere', async () => {
    await make(request())
    expect(emulator.requests().slice(-2)).toMatchObject([
      { path: expect.stringMatching('^/v1/'), authorization: 'Bearer key' },
      { path: expect.stringMatching('^/emu-cdn/'), authorization: null, status: 200 },
    ])
  })

  it('whose address has changed is asked for once more', async () => {
    emulator.addScenario({ effect: { kind: 'moved_result' } })
    expect((await make(request())).mime).toBe('image/png')
  })

  it('whose new address cannot be asked for just now is waited for, and is not made anew', async () => {
    emulator.addScenario({ effect: { kind: 'moved_result' } })
    emulator.addScenario({ match: { route: 'query', nth: 2 }, effect: { kind: 'refuse', code: 5000 } })
    const work = request()
    const begun = await still(work)
    await emulator.advance(60_000)
    expect(await still(next(work, begun))).toMatchObject({ isTaken: true })
    expect((await make(next(work, begun))).mime).toBe('image/png')
    expect(tasksBegun()).toHaveLength(1)
  })

  it.each<Effect>([{ kind: 'broken_result' }, { kind: 'reset' }, { kind: 'html_body' }, { kind: 'stall' }])(
    'is fetched again when the line broke (%o), and is not made anew',
    async (effect) => {
      emulator.addScenario({ match: { route: 'result' }, effect })
      expect((await make(request(), { timeoutMs: 400 })).mime).toBe('image/png')
      expect(tasksBegun()).toHaveLength(1)
    },
  )

  it('is gone after 30 days', async () => {
    const work = request()
    const begun = await still(work)
    await emulator.advance(31 * 24 * 3600 * 1000)
    expect(await failureOf(step(next(work, begun)))).toMatchObject({ code: 'bad_image' })
  })
})
