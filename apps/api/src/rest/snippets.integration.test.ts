import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { SNIPPET_LANGUAGES, writeSnippet } from '@studio/core/quick-start'
import { readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'
import { makeToken } from '../../testing/rest.ts'

const run = promisify(execFile)
/** What each of them needs on the machine. */
const PROGRAMS = { curl: 'curl', javascript: 'node', python: 'python3' } as const

async function isInstalled(program: string): Promise<boolean> {
  const places = (process.env.PATH ?? '').split(delimiter)
  const found = await Promise.all(
    places.map((dir) =>
      access(join(dir, program)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

describe.each(SNIPPET_LANGUAGES)('the quick start in %s', (language) => {
  it('works as pasted', async ({ skip }) => {
    if (!(await isInstalled(PROGRAMS[language]))) skip(`${PROGRAMS[language]} is not installed here`)
    const dir = await mkdtemp(join(tmpdir(), 'snippet-'))
    const { token } = await makeToken(await api.merchant())
    const snippet = writeSnippet(language, api.url, token)
    await writeFile(join(dir, snippet.fileName), snippet.text)
    await writeFile(join(dir, 'mug.jpg'), await readPhoto())
    const [program = '', ...args] = snippet.run.split(' ')
    const before = await api.studio.deps.db.generation.count()
    const running = run(program, args, { cwd: dir })
    running.catch(() => {})
    await until(
      'it has started a generation',
      async () => {
        if ((await api.studio.deps.db.generation.count()) > before) return true
        return Promise.race([running.then(() => true), false])
      },
      30_000,
    )
    await api.studio.jobs.runDue()
    await running
    const files = (await readdir(dir)).filter((name) => ![snippet.fileName, 'mug.jpg'].includes(name))
    expect(files).toEqual([expect.stringMatching(/^mug-white-hero-1\.(jpg|png)$/)])
    await rm(dir, { recursive: true })
  })
})

describe('a batch from code', () => {
  it('works as it is written in docs/api.md', async () => {
    const document = await readFile(new URL('../../../../docs/api.md', import.meta.url), 'utf8')
    const [, program = ''] = /## A batch from code[\s\S]+?```js\n([\s\S]+?)```/.exec(document) ?? []
    const dir = await mkdtemp(join(tmpdir(), 'batch-'))
    await writeFile(join(dir, 'batch.mjs'), program)
    const owner = await api.merchant()
    const { token } = await makeToken(owner)
    expect((await owner.postForm([['file', await readPhoto(), 'mug.jpg']])).ok).toBe(true)
    await api.studio.jobs.runAll()
    const running = run('node', ['batch.mjs', api.url, token], { cwd: dir })
    running.catch(() => {})
    const { id: accountId } = (await owner.trpc.auth.session.query()) ?? { id: '' }
    await until(
      'it has started a batch',
      async () => {
        if ((await api.studio.deps.db.batch.count({ where: { accountId } })) > 0) return true
        return Promise.race([running.then(() => true), false])
      },
      30_000,
    )
    await api.studio.jobs.runAll()
    expect((await running).stdout).toMatch(
      /^Check signatures with whsec_\S+\n1 made for 2 credits, 0 failed\.\n$/,
    )
    const told = await api.studio.deps.db.delivery.findMany({ where: { accountId } })
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { type: 'batch.finished', data: { succeeded: 1 } },
    ])
    expect(await readdir(dir)).toEqual(['batch.mjs', expect.stringMatching(/\.(jpg|png)$/)])
    await rm(dir, { recursive: true })
  })
})
