import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyVariables } from '@studio/services/keys'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadSecrets } from './secrets.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'studio-secrets-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
})

test('a secret is the same after a restart, and only its owner can read it', () => {
  const first = loadSecrets(dir)
  expect(first.FILE_URL_SECRET.length).toBeGreaterThanOrEqual(32)
  expect(loadSecrets(dir)).toEqual(first)
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('an installation from before a secret was needed gets the new one and keeps the others', () => {
  const { FILE_URL_SECRET } = loadSecrets(dir)
  writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ FILE_URL_SECRET }))
  const later = loadSecrets(dir)
  expect(later.FILE_URL_SECRET).toBe(FILE_URL_SECRET)
  expect(later.CREDENTIAL_KEYS).toMatch(/^first:/)
  expect(loadSecrets(dir)).toEqual(later)
})

test('the secrets are keys that API and worker take', () => {
  expect(keyVariables.safeParse(loadSecrets(dir)).success).toBe(true)
})

test('two installations have different secrets', () => {
  const other = mkdtempSync(join(tmpdir(), 'studio-secrets-'))
  expect(loadSecrets(other)).not.toEqual(loadSecrets(dir))
  rmSync(other, { recursive: true })
})

test('a secret of the environment wins', () => {
  vi.stubEnv('FILE_URL_SECRET', 'x'.repeat(40))
  expect(loadSecrets(dir).FILE_URL_SECRET).toBe('x'.repeat(40))
})
