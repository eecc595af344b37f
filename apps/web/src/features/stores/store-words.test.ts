import type { StoreView } from '@studio/core/stores'
import { expect, it } from 'vitest'
import { describeProducts, healthOf, isMoving } from './store-words.ts'
import { sampleStore } from './testing/sample-store.ts'

const mirror = (status: StoreView['mirror']['status']) => ({ status, products: 12, at: null })

it('a store that works says so, one that is being read counts on', () => {
  expect(healthOf(sampleStore())).toMatchObject({ word: 'Connected', problem: null })
  expect(healthOf(sampleStore({ mirror: mirror('running') })).word).toBe('Reading products')
  expect(describeProducts({ mirror: mirror('running') })).toBe('12 products so far')
})

it('a store that is locked out says why, and that connecting again helps', () => {
  const problem = { code: 'access_revoked', message: 'It no longer lets us in. Connect it again.' }
  expect(healthOf(sampleStore({ status: 'locked_out', problem }))).toEqual({
    word: 'Connect again',
    tone: 'amber',
    problem: problem.message,
    needsConnecting: true,
  })
})

it('a store that does not answer is in amber, though connecting it again would not help', () => {
  const problem = { code: 'unreachable', message: 'The store does not answer.' }
  expect(healthOf(sampleStore({ problem }))).toMatchObject({ tone: 'amber', needsConnecting: false })
  expect(healthOf(sampleStore({ mirror: mirror('failed') })).problem).toContain('Read them again')
})

it('a store that is being left says what is taken back first, and what stays if nobody waits', () => {
  const halfWay = [
    { id: 'pub_01kaaaaaaaaaaaaaaaaaaaaaaa' as const, title: 'Mug' },
    { id: 'pub_01kaaaaaaaaaaaaaaaaaaaaaab' as const, title: 'Plate' },
  ]
  const leaving = { since: '2026-11-22T12:00:00.000Z', keepsHistory: true, isLate: false, halfWay }
  const inTime = sampleStore({ leaving })
  expect(isMoving(inTime)).toBe(true)
  expect(healthOf(inTime)).toMatchObject({ word: 'Disconnecting…', needsConnecting: false })
  expect(healthOf(inTime).problem).toContain('done to “Mug” and “Plate” is taken back first')
  const late = { ...leaving, isLate: true }
  expect(healthOf(sampleStore({ leaving: late })).problem).toContain('does not answer')
  const shut = healthOf(sampleStore({ status: 'locked_out', leaving: late }))
  expect(shut.needsConnecting).toBe(true)
  expect(shut.problem).toContain('does not let us in')
})
