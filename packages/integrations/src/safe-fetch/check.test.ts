import { expect, it } from 'vitest'
import { createSafeFetch } from './safe-fetch.ts'

const { check } = createSafeFetch({ allowedOrigins: ['http://127.0.0.1:4000'] })

it.each([
  'https://example.com/hook',
  'https://[2606:4700::1111]/hook',
  'http://127.0.0.1:4000/hook',
  'https://local.example.com/',
])('%s is let through without being asked', (url) => {
  expect(() => check(url)).not.toThrow()
})

it.each([
  'https://127.0.0.1/hook',
  'https://2130706433/',
  'https://[::1]/',
  'https://10.0.0.1:8443/',
  'http://example.com/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://studio.localhost:8443/hook',
  'https://nas.local/',
  'https://db.internal/',
  'https://router.home.arpa/',
])('%s is refused without being asked', (url) => {
  expect(() => check(url)).toThrow(expect.objectContaining({ code: 'address_refused' }))
})
