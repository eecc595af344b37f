import type { BatchView } from '@studio/core/batches'
import { describe, expect, it } from 'vitest'
import { costWords, countWords, paceWords, partDone, stateWords } from './batch-words.ts'

const batch = (more: Partial<BatchView> = {}): BatchView => ({
  id: 'bat_01kac3t0a1b2c3d4e5f6g7h8ja',
  name: 'Autumn',
  status: 'running',
  endReason: null,
  items: { total: 10, pending: 3, started: 2, succeeded: 4, failed: 1, cancelled: 0 },
  review: { open: 4, accepted: 0, rejected: 0 },
  failures: [],
  credits: { quoted: 20, charged: 8, held: 10, returned: 2 },
  pace: { itemsPerMinute: 2.5, minutesLeft: 2 },
  waitsFor: null,
  stopLossPercent: null,
  createdAt: '2026-11-22T12:00:00.000Z',
  startedAt: '2026-11-22T12:00:00.000Z',
  finishedAt: null,
  ...more,
})

describe('a batch in words', () => {
  it('says what became of all its items, leaving out what there is none of', () => {
    expect(countWords(batch())).toBe('10 items · 4 made · 2 under way · 3 waiting · 1 failed')
    expect(partDone(batch())).toBe(0.5)
  })

  it('groups the digits of large numbers', () => {
    const items = { total: 10_000, pending: 0, started: 0, succeeded: 8500, failed: 1500, cancelled: 0 }
    expect(countWords(batch({ items }))).toBe('10,000 items · 8,500 made · 1,500 failed')
    const credits = { quoted: 20_000, charged: 17_000, held: 0, returned: 3000 }
    expect(costWords(batch({ credits }))).toBe('17,000 of 20,000 credits used, 3,000 returned')
  })

  it('says what it cost, against what was agreed', () => {
    expect(costWords(batch())).toBe('8 of 20 credits used, 10 set aside, 2 returned')
    expect(costWords(batch({ credits: { quoted: 0, charged: 0, held: 0, returned: 0 } }))).toBe('Free')
  })

  it.each([
    [{ status: 'draft' }, 'Draft'],
    [{ status: 'paused' }, 'Paused after what is under way'],
    [{ status: 'paused', items: { ...batch().items, started: 0 } }, 'Paused'],
    [{ status: 'running' }, 'Running'],
    [{ status: 'running', endReason: 'cancelled' }, 'Ending'],
    [{ status: 'finished' }, 'Finished, 1 failed'],
    [{ status: 'finished', endReason: 'stop_loss' }, 'Stopped: too many failed'],
  ] as [Partial<BatchView>, string][])('%j is “%s”', (more, words) => {
    expect(stateWords(batch(more))).toBe(words)
  })

  it('says how fast it goes, and nothing while nobody knows', () => {
    expect(paceWords(batch())).toBe('2.5 a minute, about 2 minutes left')
    expect(paceWords(batch({ pace: { itemsPerMinute: 30, minutesLeft: 200 } }))).toBe(
      '30 a minute, about 3 hours left',
    )
    expect(paceWords(batch({ pace: null }))).toBeNull()
  })
})
