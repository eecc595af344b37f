import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateTypes } from '@studio/foreign-client'
import { readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'
import { makeToken } from '../../testing/rest.ts'

/** What a stranger would write with a client that was generated from the document. */
const QUICK_START = `
import { readFileSync } from 'node:fs'
import createClient from 'openapi-fetch'
import type { components, paths } from './schema.ts'

const [, , url = '', token = '', photo = ''] = process.argv
const studio = createClient<paths>({ baseUrl: url + '/api/v1', headers: { authorization: 'Bearer ' + token } })

const form = new FormData()
form.append('file', new Blob([readFileSync(photo)]), 'mug.jpg')
const uploaded = await studio.POST('/assets', { body: { file: '' }, bodySerializer: () => form })
if (!uploaded.data) throw new Error(uploaded.error.detail)
const work = { shotId: 'white-hero', sourceAssetIds: [uploaded.data.id], count: 1 }
const quote = await studio.POST('/quotes', { body: work })
if (!quote.data) throw new Error(quote.error.code)
const started = await studio.POST('/generations', {
  params: { header: { 'Idempotency-Key': 'first-picture' } },
  body: { ...work, quoteId: quote.data.id },
})
if (!started.data) throw new Error(started.error.detail)

let generation: components['schemas']['Generation'] = started.data
while (generation.finishedAt === null) {
  const read = await studio.GET('/generations/{id}', { params: { path: { id: generation.id } } })
  if (!read.data) throw new Error(read.error.detail)
  generation = read.data
  await new Promise((resolve) => setTimeout(resolve, 100))
}
const asset = generation.outputs[0]?.asset
if (!asset) throw new Error('no picture')
const file = await studio.GET('/assets/{id}/file', { params: { path: { id: asset.id } }, parseAs: 'arrayBuffer' })
if (file.error) throw new Error(file.error.detail)
const charged: number = generation.credits.charged
console.log(JSON.stringify({ charged, bytes: (file.data as unknown as ArrayBuffer).byteLength }))
`

const root = fileURLToPath(new URL('../../', import.meta.url))
const program = (name: string) => join(root, '../../node_modules/.bin', name)
let api: TestApi
let dir: string

beforeAll(async () => {
  api = await openTestApi()
  dir = await mkdtemp(join(tmpdir(), 'foreign-client-'))
})
afterAll(async () => {
  await rm(dir, { recursive: true })
  await api.close()
})

it('a client that others generate from the document compiles strictly and runs the quick start', async () => {
  const types = await generateTypes(new URL('/api/v1/openapi.json', api.url))
  await writeFile(join(dir, 'schema.ts'), types)
  await writeFile(join(dir, 'quick-start.ts'), QUICK_START)
  await writeFile(join(dir, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(dir, 'photo.jpg'), await readPhoto())
  await symlink(join(root, 'testing/foreign-client/node_modules'), join(dir, 'node_modules'))
  const strict = {
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: 'nodenext',
      target: 'esnext',
      lib: ['esnext', 'dom'],
      types: ['node'],
      typeRoots: [join(root, '../../node_modules/@types')],
      allowImportingTsExtensions: true,
      skipLibCheck: true,
    },
    files: ['quick-start.ts'],
  }
  await writeFile(join(dir, 'tsconfig.json'), JSON.stringify(strict))
  compile()

  const { token } = await makeToken(await api.merchant())
  const running = run(token)
  await until('the generation is started', () => api.studio.deps.db.generation.count())
  await api.studio.jobs.runDue()
  expect(JSON.parse(await running)).toEqual({ charged: 2, bytes: expect.any(Number) })
})

/** @throws with what the compiler says */
function compile(): void {
  try {
    execFileSync(program('tsc'), ['-p', dir], { encoding: 'utf8' })
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout)
  }
}

async function run(token: string): Promise<string> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const args = [join(dir, 'quick-start.ts'), api.url, token, join(dir, 'photo.jpg')]
  const { stdout } = await promisify(execFile)(program('node'), args, { cwd: dir })
  return stdout
}
