import { describe, expect, it } from 'vitest'
import { measureUsage, readTask } from './read-task.ts'

const classic = {
  task_id: '1',
  task_status: 'succeed',
  task_status_msg: '',
  task_info: { external_task_id: 'output_1-0' },
  task_result: { images: [{ index: 0, url: 'https://cdn/1.png' }] },
  final_unit_deduction: '8',
  created_at: 1_781_080_778_802,
}

const modern = {
  id: '2',
  status: 'succeeded',
  message: '',
  outputs: [{ type: 'video', id: '9', url: 'https://cdn/2.mp4', duration: '5' }],
  billing: [{ charge_type: 'unit', amount: '4.0', package_type: 'video' }],
  create_time: 1_781_080_778_802,
}

describe('a task', () => {
  it('is read in the classic dialect', () => {
    expect(readTask(classic)).toEqual({
      id: '1',
      state: 'done',
      reason: '',
      resultUrls: ['https://cdn/1.png'],
      createdAtMs: 1_781_080_778_802,
      units: 8,
      cashUsd: 0,
    })
  })

  it('is read in the new one', () => {
    expect(readTask(modern)).toMatchObject({
      id: '2',
      state: 'done',
      resultUrls: ['https://cdn/2.mp4'],
      units: 4,
    })
  })

  it('is read where one dialect uses the words of the other', () => {
    expect(readTask({ ...classic, task_status: 'succeeded' })).toMatchObject({ state: 'done' })
    expect(readTask({ task_id: '3', status: 'submitted' })).toMatchObject({ id: '3', state: 'making' })
  })

  it.each([
    ['submitted', 'making'],
    ['processing', 'making'],
    ['a word of next year', 'making'],
    ['succeed', 'done'],
    ['succeeded', 'done'],
    ['failed', 'failed'],
    ['cancelled', 'failed'],
  ])('whose state is "%s" is %s', (status, state) => {
    expect(readTask({ ...modern, status })).toMatchObject({ state })
  })

  it('may have a video, no result, or nothing said about its cost', () => {
    const videos = [{ id: '1', url: 'https://cdn/1.mp4', duration: '5' }]
    expect(readTask({ ...classic, task_result: { videos } })?.resultUrls).toEqual(['https://cdn/1.mp4'])
    const bare = readTask({
      task_id: '1',
      task_status: 'succeed',
      task_result: {},
      final_unit_deduction: null,
    })
    expect(bare).toMatchObject({ resultUrls: [], units: 0, createdAtMs: null })
  })

  it.each([[null], ['text'], [{}], [{ task_id: '1' }], [{ status: 'submitted' }]])('is not %j', (data) => {
    expect(readTask(data)).toBeNull()
  })
})

describe('what a task cost', () => {
  const usage = (data: object, usdPerUnit: number) => {
    const task = readTask(data) ?? expect.fail('no task')
    return measureUsage(task, { by: 'units', usdPerUnit }).costMicroUsd
  }

  it('is its units at the price of its pack', () => {
    expect(usage(classic, 0.0035)).toBe(28_000)
    expect(usage(modern, 0.14)).toBe(560_000)
  })

  it('is the money that was taken beside it', () => {
    const billing = [{ charge_type: 'cash', amount: '0.35', cash_type: 'balance', currency: 'USD' }]
    expect(usage({ ...modern, billing }, 0.14)).toBe(350_000)
  })
})
