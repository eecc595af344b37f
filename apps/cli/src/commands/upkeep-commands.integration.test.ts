import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assetKey } from '@studio/core/assets'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import { applyRetention } from '@studio/services/retention'
import { fillLibrary, openTestStudio, type TestStudio } from '@studio/services/testing'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../testing/run-command.ts'
import { retentionCommand } from './retention.ts'
import { storageCommand } from './storage.ts'

const SCRIPT = fileURLToPath(new URL('../../../../scripts/studio.mjs', import.meta.url))

let testStudio: TestStudio
let homeDir: string
let merchant: AccountActor

beforeAll(async () => {
  testStudio = await openTestStudio()
  homeDir = await mkdtemp(join(tmpdir(), 'studio-upkeep-'))
  merchant = await testStudio.makeAccount()
})
afterAll(async () => {
  await testStudio.close()
  await rm(homeDir, { recursive: true, force: true })
})

/** The test's database and files, as an operator names them who keeps both elsewhere. */
const place = () => ({
  STUDIO_HOME: homeDir,
  DATABASE_URL: testStudio.databaseUrl,
  DISK_STORE_DIR: testStudio.storeDir,
})
const run = (command: Command, ...words: string[]) => runCommand(command, words, place())

/** Runs a command as a person types it. */
function studio(...words: string[]): Promise<{ exitCode: number; output: string }> {
  const env = { PATH: process.env.PATH, ...place() }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, ...words], { env }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? 1, output: stdout + stderr }),
    )
  })
}

describe('studio storage check', { timeout: 120_000 }, () => {
  it('ends well when all is well, and with an error until what is wrong was mended', async () => {
    const [id = ''] = await fillLibrary(merchant, 3, testStudio.deps)
    expect(await studio('storage', 'check')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(
        '9 stored objects, 3 assets and 0 archives: storage and database agree.',
      ),
    })

    const lost = assetKey({ accountId: merchant.accountId, id, attempt: 0 }, 'original')
    await testStudio.deps.store.delete([lost])
    await testStudio.deps.store.put('left/behind', Buffer.from('x'), { mime: 'image/png', sizeBytes: 1 })
    const found = await run(storageCommand, 'check', '--deep')
    expect(found.exitCode).toBe(1)
    expect(found.output).toMatch(new RegExp(`missing +${lost} +${id}: The original is not there.`))
    expect(found.output).toMatch(/orphan +left\/behind +nobody’s: Nothing in the database knows/)
    expect(found.output).toContain(
      '1 orphans, 1 missing, 0 that are not what was stored. Run it with --repair',
    )

    const mended = await run(storageCommand, 'check', '--repair')
    expect(mended.exitCode).toBe(1)
    expect(mended.output).toMatch(/is not there\. marked\.\n/)
    expect((await run(storageCommand, 'check', '--deep')).exitCode).toBe(0)
  })
})

describe('studio retention report', { timeout: 120_000 }, () => {
  it('tells of every rule what it keeps for how long, holds and has removed', async () => {
    const { db } = testStudio.deps
    const visit = (id: string, expiresAt: Date) =>
      db.providerVisit.create({
        data: { id, browser: '', nonce: '', codeVerifier: '', createdAt: expiresAt, expiresAt },
      })
    await visit('gone', new Date(0))
    await applyRetention(systemActor, testStudio.deps)
    await visit('past', new Date(0))
    const { output, exitCode } = await run(retentionCommand, 'report')
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^request log +30 days +0 +0 +0 +20\d\d-/m)
    expect(output).toMatch(/^visits to sign-in services +its time +1 +1 +1 +20\d\d-/m)
    const lines = JSON.parse((await run(retentionCommand, 'report', '--json')).output)
    expect(lines).toContainEqual(
      expect.objectContaining({ thing: 'providerVisit', held: 1, pastDue: 1, removed: 1 }),
    )
  })
})
