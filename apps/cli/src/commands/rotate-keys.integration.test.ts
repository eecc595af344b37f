import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, systemClock } from '@studio/core/kernel'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { placeIn, SEALED_COLUMNS, sealCredential } from '@studio/services/credentials'
import { parseKeyring } from '@studio/services/keys'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '../../testing/run-command.ts'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { rotateKeysCommand } from './rotate-keys.ts'

let dir: string
let database: TestDatabase

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'studio-cli-'))
  database = await createTestDatabase()
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await database.drop()
})

const makeKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [old, current] = [makeKey('old'), makeKey('current')]

const place = () => ({ STUDIO_HOME: join(dir, 'home'), DATABASE_URL: database.url })
const rotate = (CREDENTIAL_KEYS: string) => runCommand(rotateKeysCommand, [], { ...place(), CREDENTIAL_KEYS })
/** The same in a process of its own. */
const startRotating = (CREDENTIAL_KEYS: string) =>
  runProgram(process.execPath, [join(workspaceRoot, 'apps/cli/src/main.ts'), 'rotate-keys'], {
    cwd: workspaceRoot,
    env: { PATH: process.env.PATH, ...place(), CREDENTIAL_KEYS },
  })

it('studio rotate-keys puts every credential under the current key, and says when it cannot', async () => {
  const mistyped = await rotate('current:short')
  expect(mistyped.output).toContain('The key "current" is not 32 bytes in base64.')
  expect(mistyped.exitCode).toBe(1)

  const id = await plantEndpoint()
  const withoutOld = await rotate(current)
  expect(withoutOld.output).toContain(`1 could not be opened and are as they were.`)
  expect(withoutOld.output).toContain(`of ${id} needs the key "old", which is not in CREDENTIAL_KEYS.`)
  expect(withoutOld.exitCode).toBe(1)

  const rotated = await startRotating(`${current},${old}`)
  expect(rotated.output).toContain('Under the key "current": 1 put there now, 0 before.')
  expect(rotated.exitCode).toBe(0)

  const afterwards = await rotate(current)
  expect(afterwards.output).toContain('Under the key "current": 0 put there now, 1 before.')
  expect(afterwards.exitCode).toBe(0)
})

/** An endpoint whose secret is sealed under the old key; its id. */
async function plantEndpoint(): Promise<string> {
  const { db } = database
  const createdAt = systemClock.now()
  const accountId = newId('account', createdAt)
  const id = newId('webhookEndpoint', createdAt)
  await db.account.create({ data: { id: accountId, email: 'a@example.com', name: 'A', createdAt } })
  const place = placeIn(SEALED_COLUMNS.webhookSecret, { id, accountId })
  const secretSealed = sealCredential('whsec_', place, parseKeyring(old))
  const facts = { accountId, url: 'https://example.com', events: [], createdAt }
  await db.webhookEndpoint.create({ data: { id, ...facts, secretSealed } })
  return id
}
