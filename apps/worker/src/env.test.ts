import { JOBS } from '@studio/core/jobs'
import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const key = Buffer.alloc(32, 1).toString('base64')
const needed = {
  PUBLIC_URL: 'http://localhost:3000',
  DATABASE_URL: 'postgresql://localhost/studio',
  GEMINI_API_KEY: 'a key',
  OBJECT_STORE: 'disk',
  DISK_STORE_DIR: '/srv/objects',
  MAIL_OUTBOX_DIR: '/srv/outbox',
  FILE_URL_SECRET: 'x'.repeat(32),
  CREDENTIAL_KEYS: `a:${key}`,
  TOKEN_PEPPERS: `a:${key}`,
  RECEIPT_SIGNING_KEY: key,
}
const timeoutOf = (GEMINI_TIMEOUT_MS: string) => readEnv({ ...needed, GEMINI_TIMEOUT_MS }).GEMINI_TIMEOUT_MS

describe('the time that one picture may take at Gemini', () => {
  it('ends a minute before its job does, so that the answer can still be kept', () => {
    expect(timeoutOf('540000')).toBe(JOBS['output.make'].timeoutSeconds * 1000 - 60_000)
    expect(() => timeoutOf('540001')).toThrow(/GEMINI_TIMEOUT_MS/)
  })
})
