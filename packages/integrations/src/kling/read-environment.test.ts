import { describe, expect, it } from 'vitest'
import { klingVariables, toKlingOptions } from './read-environment.ts'

const optionsOf = (env: NodeJS.ProcessEnv) => toKlingOptions(klingVariables.parse(env))

describe('Kling', () => {
  it('is not there without keys', () => {
    expect(optionsOf({ KLING_BASE_URL: 'https://api-beijing.klingai.com' })).toBeNull()
  })

  it('is reached with its API key', () => {
    const KLING_BASE_URL = 'https://api-beijing.klingai.com'
    expect(optionsOf({ KLING_API_KEY: 'key', KLING_BASE_URL, KLING_TIMEOUT_MS: '5000' })).toEqual({
      apiKey: 'key',
      baseUrl: KLING_BASE_URL,
      timeoutMs: 5000,
    })
  })

  it('is reached with the older pair where there is no API key', () => {
    const pair = { KLING_ACCESS_KEY: 'access', KLING_SECRET_KEY: 'secret' }
    expect(optionsOf(pair)).toEqual({ accessKey: 'access', secretKey: 'secret', timeoutMs: 60_000 })
    expect(optionsOf({ ...pair, KLING_API_KEY: 'key' })).toEqual({ apiKey: 'key', timeoutMs: 60_000 })
  })

  it.each<[string, NodeJS.ProcessEnv]>([
    ['KLING_SECRET_KEY', { KLING_ACCESS_KEY: 'access' }],
    ['KLING_SECRET_KEY', { KLING_SECRET_KEY: 'secret' }],
    ['KLING_API_KEY', { KLING_API_KEY: '' }],
    ['KLING_BASE_URL', { KLING_BASE_URL: 'file:///etc/passwd' }],
    ['KLING_WEBHOOK_SECRET', { KLING_WEBHOOK_SECRET: 'not base64!' }],
    ['KLING_TIMEOUT_MS', { KLING_TIMEOUT_MS: '10' }],
  ])('%s that makes no sense is named, never shown', (name, env) => {
    const { error } = klingVariables.safeParse(env)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([name])
    expect(error?.issues[0]?.message).not.toMatch(/passwd|not base64!/)
  })
})
