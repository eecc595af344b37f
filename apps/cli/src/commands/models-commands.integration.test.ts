import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_IN_REGISTRY, type Model } from '@studio/core/models'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../testing/run-command.ts'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { modelsCommand } from './models.ts'

let dir: string
let database: TestDatabase
let place: Record<'STUDIO_HOME' | 'DATABASE_URL', string>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'studio-cli-'))
  database = await createTestDatabase()
  place = { STUDIO_HOME: join(dir, 'home'), DATABASE_URL: database.url }
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await database.drop()
})

const models = (...words: string[]) => runCommand(modelsCommand, words, place)
/** The same in a process of its own. */
const startModels = (...words: string[]) =>
  runProgram(process.execPath, [join(workspaceRoot, 'apps/cli/src/main.ts'), 'models', ...words], {
    cwd: workspaceRoot,
    env: { PATH: process.env.PATH, ...place },
  })

describe('studio models', () => {
  it('takes a registry out, and a changed one in: it counts from then on, with its reason', async () => {
    const file = join(dir, 'registry.json')
    expect((await models('history')).output).toContain('The built-in registry counts')
    const written = await models('export', file)
    expect(written.output).toContain(`Wrote ${BUILT_IN_REGISTRY.models.length} models of version`)

    const registry = JSON.parse(readFileSync(file, 'utf8')) as { models: Model[] }
    expect(registry).toEqual(BUILT_IN_REGISTRY)
    const changes = { retiresOn: '2027-03-01', replacementId: 'kling-3.0-turbo' }
    const changed = registry.models.map((model) =>
      model.id === 'kling-v2-6' ? { ...model, ...changes } : model,
    )
    writeFileSync(file, JSON.stringify({ ...registry, models: changed }))
    const imported = await models('import', file, '--note', 'Kling announced the end of 2.6')
    expect([imported.exitCode, imported.output]).toEqual([
      0,
      expect.stringMatching(/Version \S+Z counts now/),
    ])

    expect((await startModels('list')).output).toMatch(
      /kling-v2-6 +video +720p 3\/s {2}1080p 5\/s +retires 2027-03-01, then kling-3\.0-turbo\n/,
    )
    expect((await models('history')).output).toContain('Kling announced the end of 2.6')
  })

  it.each([
    ['what is not there', () => join(dir, 'none.json'), /none\.json cannot be read/],
    ['what is not a registry', () => save('[]'), /holds no registry: "models" is missing/],
    [
      'a registry that is wrong',
      () => save('{"models":[{"id":"kling-v3"}]}'),
      /kling-v3: provider: .*\nkling-v3: name: /,
    ],
  ])('refuses %s with a sentence, and exits with 1', async (_what, file, sentence) => {
    const { output, exitCode } = await models('import', file(), '--note', 'a good reason')
    expect(output).toMatch(sentence)
    expect(exitCode).toBe(1)
  })
})

function save(text: string): string {
  const file = join(dir, 'wrong.json')
  writeFileSync(file, text)
  return file
}
