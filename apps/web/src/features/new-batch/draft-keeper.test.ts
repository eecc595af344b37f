import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '../../lib/problem.ts'
import { type BatchDraft, EMPTY_DRAFT } from './batch-draft.ts'
import { createDraftKeeper } from './draft-keeper.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A server that keeps drafts when the test says so. */
function makeServer() {
  const kept: { id: string | null; name: string }[] = []
  const waiting: ((outcome: string | Error) => void)[] = []
  const save = (draft: BatchDraft, id: string | null) =>
    new Promise<`bat_${string}`>((resolve, reject) => {
      kept.push({ id, name: draft.name })
      waiting.push((outcome) =>
        outcome instanceof Error ? reject(outcome) : resolve(outcome as `bat_${string}`),
      )
    })
  const answer = async (outcome: string | Error = 'bat_1') => {
    waiting.shift()?.(outcome)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { kept, save, answer }
}

const named = (name: string) => (draft: BatchDraft) => ({ ...draft, name })
const pause = () => vi.advanceTimersByTimeAsync(1000)
const refusal = (code: 'not_found' | 'internal') =>
  new ProblemError({ code, title: code, message: `${code}.` })

describe('a draft that keeps itself', () => {
  it('is kept once somebody stops typing, and not before anything was chosen', async () => {
    const { kept, save, answer } = makeServer()
    const keeper = createDraftKeeper(EMPTY_DRAFT, null, save)
    await pause()
    expect([keeper.read().state, kept]).toEqual(['new', []])
    for (const name of ['A', 'Au', 'Aut']) keeper.change(named(name))
    await pause()
    await answer()
    expect(kept).toEqual([{ id: null, name: 'Aut' }])
    expect(keeper.read()).toMatchObject({ state: 'kept', id: 'bat_1' })
  })

  it('loses nothing that is typed while it is being kept, and stays one draft', async () => {
    const { kept, save, answer } = makeServer()
    const keeper = createDraftKeeper(EMPTY_DRAFT, null, save)
    keeper.change(named('Autumn'))
    await pause()
    keeper.change(named('Autumn and winter'))
    await pause()
    expect(kept).toHaveLength(1)
    await answer()
    expect(kept.at(-1)).toEqual({ id: 'bat_1', name: 'Autumn and winter' })
    await answer()
    expect(keeper.read().state).toBe('kept')
  })

  it('says why it could not be kept, and is kept with the next try', async () => {
    const { save, answer } = makeServer()
    const keeper = createDraftKeeper(EMPTY_DRAFT, null, save)
    keeper.change(named('Autumn'))
    await pause()
    await answer(refusal('internal'))
    expect(keeper.read()).toMatchObject({ state: 'failed', problem: { code: 'internal' } })
    const again = keeper.retry()
    await answer()
    await again
    expect(keeper.read()).toMatchObject({ state: 'kept', problem: null, draft: { name: 'Autumn' } })
  })

  it('that was deleted elsewhere is kept anew', async () => {
    const { kept, save, answer } = makeServer()
    const keeper = createDraftKeeper(EMPTY_DRAFT, 'bat_1', save)
    keeper.change(named('Autumn'))
    await pause()
    await answer(refusal('not_found'))
    await answer('bat_2')
    expect(kept.map(({ id }) => id)).toEqual(['bat_1', null])
    expect(keeper.read()).toMatchObject({ state: 'kept', id: 'bat_2' })
  })

  it('that was started is kept no more', async () => {
    const { kept, save } = makeServer()
    const keeper = createDraftKeeper(EMPTY_DRAFT, 'bat_1', save)
    keeper.change(named('Autumn'))
    await keeper.close()
    await pause()
    expect(kept).toEqual([])
  })
})
