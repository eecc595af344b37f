import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearTempDir } from './clear-temp-dir.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'studio-temp-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('what a killed API left is removed; an upload on its way and files of others stay', () => {
  const longAgo = new Date('2026-01-01')
  const [left, under] = [`upload-${randomUUID()}`, `upload-${randomUUID()}`]
  for (const name of [left, under, 'upload-of-somebody-else', 'notes']) writeFileSync(join(dir, name), 'x')
  for (const name of [left, 'upload-of-somebody-else', 'notes']) utimesSync(join(dir, name), longAgo, longAgo)
  clearTempDir(dir)
  expect(readdirSync(dir).sort()).toEqual(['notes', under, 'upload-of-somebody-else'].sort())
})
