import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Keys } from '../keys/index.ts'
import { callbackUrlFor } from './callback-url.ts'

const keys = { credentials: [{ id: 'a', bytes: randomBytes(32) }] } as Pick<Keys, 'credentials'> as Keys
const urlAt = (publicUrl: string, outputId = 'out_1') => callbackUrlFor(outputId, { keys, publicUrl })

describe('the address for callbacks', () => {
  it('is one that nobody can guess, each output’s own, and the same each time', () => {
    const url = urlAt('https://studio.shop.com/app')
    expect(url).toMatch(/^https:\/\/studio\.shop\.com\/api\/kling\/callbacks\/out_1\/[\w-]{43}$/)
    expect(urlAt('https://studio.shop.com/app')).toBe(url)
    expect(urlAt('https://studio.shop.com/app', 'out_2')?.slice(-43)).not.toBe(url?.slice(-43))
  })

  it.each([
    'http://studio.shop.com',
    'https://localhost:3000',
    'https://studio.localhost',
    'https://studio.local',
    'https://10.0.0.8',
    'https://[::1]:3000',
    'https://studio',
    'https://studio.test',
  ])('is none where it could not be reached, or could be read on the way: %s', (publicUrl) => {
    expect(urlAt(publicUrl)).toBeNull()
  })
})
