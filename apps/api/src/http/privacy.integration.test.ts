import { PRIVACY_POLICY } from '@studio/core/privacy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'

let api: TestApi

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

it('anybody reads the privacy policy without scripts, and gets no cookie for it', async () => {
  const response = await api.visitor().fetch('/privacy.txt')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/)
  expect(response.headers.getSetCookie()).toEqual([])
  const text = await response.text()
  for (const { sentences } of PRIVACY_POLICY)
    for (const sentence of sentences) expect(text).toContain(sentence.text)
})
