import type { StoreView } from '@studio/core/stores'
import { expect, it } from 'vitest'
import { describeProducts, healthOf } from './store-words.ts'
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
