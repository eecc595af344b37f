import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { findChainOffence, statementSchema } from '@studio/core/credits'
import { exportKey, exportPrefix, MAX_EXPORT_ATTEMPTS } from '@studio/core/exports'
import type { Id } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { ObjectStoreUnavailable } from '@studio/integrations/object-store'
import type { AccountActor, Deps } from '@studio/services/kernel'
import {
  auditStorage,
  createGate,
  fillStore,
  listKeys,
  openTestStudio,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { startGeneration } from '../generations/index.ts'
import { systemActor } from '../kernel/index.ts'
import { applyRetention } from '../retention/index.ts'
import {
  createExport,
  deleteExport,
  downloadAssets,
  listExports,
  makeExport,
  openExportFile,
  readExport,
} from './index.ts'
import { unpack } from './testing/unpack.ts'

const DAY_MS = 86_400_000

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio()
  photo = await readPhoto()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
  studio.gemini.reset()
})
afterEach(async () => {
  await studio.jobs.runAll()
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
})

const signal = new AbortController().signal
const rowOf = (id: string) => studio.deps.db.export.findUniqueOrThrow({ where: { id } })
const read = (id: string) => readExport(merchant, { id }, studio.deps)
const keysOf = async (id: string) => listKeys(studio.deps, exportPrefix(await rowOf(id)))

const unpackExport = async (id: string) =>
  unpack(await buffer((await studio.deps.store.get(exportKey(await rowOf(id)))).body))

const PRODUCT = {
  ...{ foreignId: '1', title: 'canary-product', handle: 'mug', status: 'publish', productType: '' },
  ...{ vendor: '', url: null, updatedAt: '2026-11-22T12:00:00.000Z', media: [], variants: [] },
}

/** An account with an upload and a generation of one picture from it. */
async function fill(fileName = 'Grüne Tasse.jpg') {
  const upload = await studio.upload(merchant, photo, fileName)
  await studio.jobs.runDue()
  const work = workSchema.parse({ shotId: 'desk', prompt: 'on a rainy day', sourceAssetIds: [upload.id] })
  const generation = await startGeneration(merchant, { ...work, maxCredits: 2 }, studio.deps)
  await studio.jobs.runDue()
  const picture = await studio.deps.db.asset.findFirstOrThrow({
    where: { output: { generationId: generation.id } },
  })
  return { upload, generation, picture }
}
const ask = async (assetIds?: Id<'asset'>[]) => (await createExport(merchant, { assetIds }, studio.deps)).id
const make = async (assetIds?: Id<'asset'>[]) => {
  const id = await ask(assetIds)
  await studio.jobs.runDue()
  return id
}
const json = (files: Map<string, Buffer>, name: string) => JSON.parse(String(files.get(name)))

describe('an export of everything', () => {
  it('holds originals and outputs under readable names, recipes, the statement and every table', async () => {
    const { upload, generation, picture } = await fill()
    const id = await make()
    expect(await read(id)).toMatchObject({ status: 'ready', filesTotal: 2, filesDone: 2, failure: null })
    const files = await unpackExport(id)
    const day = generation.createdAt.slice(0, 10)
    const folder = `outputs/${day} desk ${generation.id}`
    expect(files.get('uploads/Grüne Tasse.jpg')?.equals(photo)).toBe(true)
    const made =
      files.get(`${folder}/Grüne Tasse-desk-1.png`) ?? files.get(`${folder}/Grüne Tasse-desk-1.jpg`)
    expect(made && createHash('sha256').update(made).digest('hex')).toBe(picture.sha256)

    const recipe = json(files, `${folder}/generation.json`)
    expect(recipe.outputs[0].recipe.prompt).toContain('on a rainy day')
    expect(recipe.files[upload.id]).toBe('uploads/Grüne Tasse.jpg')
    expect(files.has(recipe.files[picture.id])).toBe(true)
    expect(json(files, 'data/assets.json').map(({ file }: { file: string }) => files.has(file))).toEqual([
      true,
      true,
    ])
    const tables = [...files.keys()].filter((name) => name.startsWith('data/'))
    for (const name of tables) expect(Array.isArray(json(files, name)), name).toBe(true)
    expect(tables.length).toBeGreaterThan(15)
    expect(json(files, 'data/events.json').length).toBeGreaterThan(5)
    expect(json(files, 'account.json').email).toBe(`${merchant.accountId}@example.com`)
  })

  it('has a statement that proves itself, also as CSV', async () => {
    await fill()
    const files = await unpackExport(await make())
    const { accountId, entries } = statementSchema.parse(json(files, 'statement.json'))
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(entries.length).toBe(3)
    expect(findChainOffence(accountId, entries, sha256)).toBeNull()
    expect(String(files.get('statement.csv')).trimEnd().split('\r\n')).toHaveLength(1 + entries.length)
  })

  it('has a page that shows every picture by links into the archive, without a script', async () => {
    await fill('<script>alert(1)</script> & "tea".jpg')
    const files = await unpackExport(await make())
    const page = String(files.get('index.html'))
    expect(page).not.toContain('<script')
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) =>
      decodeURIComponent(link),
    )
    expect(links.filter((link) => link.endsWith('.webp'))).toHaveLength(2)
    for (const link of links) expect(files.has(link), link).toBe(true)
  })

  it('holds nothing of another account, no secret, and nothing that was deleted', async () => {
    const { upload } = await fill('canary-kept.jpg')
    const gone = await studio.upload(merchant, await readPhoto('ruslan-bardash-351288'), 'canary-gone.jpg')
    await deleteAsset(merchant, gone, studio.deps)
    const { db, clock } = studio.deps
    await db.account.update({ where: { id: merchant.accountId }, data: { passwordHash: 'canary-password' } })
    const token = { id: 'tok_1', accountId: merchant.accountId, name: 'canary-token', kind: 'live' as const }
    await db.token.create({
      data: {
        ...{ ...token, prefix: 'sp_live_Ab', scopes: [], createdAt: clock.now() },
        ...{ hash: 'canary-token-hash', pepperId: 'canary-pepper' },
      },
    })
    const { storeId } = await fillStore(merchant, [PRODUCT], studio.deps)
    const sealed = { credentialsSealed: 'canary-credentials', webhookSecretSealed: 'canary-webhook-secret' }
    await db.store.update({ where: { id: storeId }, data: sealed })
    const other = await studio.makeAccount()
    await studio.upload(other, photo, 'canary-other.jpg')
    await fillStore(other, [{ ...PRODUCT, title: 'canary-other' }], studio.deps, 'https://other.example.com')
    const files = await unpackExport(await make())
    const all = [...files].map(([name, bytes]) => name + bytes.toString('latin1')).join('\n')
    for (const kept of ['canary-kept', 'canary-token', 'canary-product', storeId, upload.id])
      expect(all).toContain(kept)
    for (const secret of [
      'canary-gone',
      'canary-password',
      'canary-token-hash',
      'canary-pepper',
      'canary-credentials',
      'canary-webhook-secret',
      'canary-other',
      other.accountId,
    ])
      expect(all).not.toContain(secret)
  })

  it('names a picture whose file is missing instead of passing it over, and holds the rest', async () => {
    const { picture } = await fill()
    const lost = await studio.upload(merchant, await readPhoto('ruslan-bardash-351288'), 'lost.jpg')
    await studio.jobs.runDue()
    await studio.deps.store.delete([`accounts/${merchant.accountId}/assets/${lost.id}/original`])
    const files = await unpackExport(await make())
    expect(String(files.get('index.html'))).toContain('<li>lost.jpg</li>')
    expect([...files.keys()].some((name) => name.includes('lost'))).toBe(false)
    expect(json(files, 'data/assets.json').map(({ id }: { id: string }) => id)).toContain(picture.id)
    await deleteAsset(merchant, lost, studio.deps)
  })

  it('of an account with nothing in it is an archive all the same', async () => {
    const files = await unpackExport(await make())
    expect(String(files.get('index.html'))).toContain('Everything there is about your account')
    expect(json(files, 'data/assets.json')).toEqual([])
  })
})

describe('an export of a selection', () => {
  it('holds the chosen pictures and their recipes, and nothing else about the account', async () => {
    const { picture } = await fill()
    const files = await unpackExport(await make([picture.id as Id<'asset'>]))
    const names = [...files.keys()].sort()
    expect(names.filter((name) => !name.startsWith('outputs/'))).toEqual([
      'index.html',
      `thumbnails/${picture.id}.webp`,
    ])
    expect(names.some((name) => name.endsWith('/generation.json'))).toBe(true)
  })

  it('of a picture that is not there, or not yours, is refused and leaves nothing', async () => {
    const other = await studio.makeAccount()
    const theirs = await studio.upload(other, photo)
    await expect(ask([theirs.id])).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
    expect((await listExports(merchant, { limit: 10 }, studio.deps)).items).toEqual([])
  })
})

describe('asking', () => {
  it('again while one is being made is refused, also ten times at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => ask()))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
    expect(new Set(codes)).toEqual(new Set(['request_in_progress']))
    await studio.jobs.runDue()
    await ask()
  })
})

describe('an archive', () => {
  it('is given out by a short-lived link to its own account alone, once it is ready', async () => {
    const id = await ask()
    const open = (actor = merchant) => openExportFile(actor, { id }, studio.deps)
    await expect(open()).rejects.toThrow(expect.objectContaining({ code: 'request_in_progress' }))
    await studio.jobs.runDue()
    expect(await open()).toContain('archive.zip')
    expect((await read(id)).url).toContain('archive.zip')
    const other = await studio.makeAccount()
    await expect(open(other)).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('is seen for seven days to the millisecond, and is gone with the next sweep', async () => {
    const id = await make()
    const { createdAt } = await rowOf(id)
    const at = (ms: number): Deps => ({
      ...studio.deps,
      clock: { now: () => new Date(createdAt.getTime() + ms) },
    })
    expect((await readExport(merchant, { id }, at(7 * DAY_MS - 1))).id).toBe(id)
    await expect(readExport(merchant, { id }, at(7 * DAY_MS))).rejects.toThrow('no such export')
    expect((await listExports(merchant, { limit: 10 }, at(7 * DAY_MS))).items).toEqual([])
    await applyRetention(systemActor, at(7 * DAY_MS))
    await studio.jobs.runDue()
    expect(await studio.deps.db.export.count({ where: { id } })).toBe(0)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/exports/`)).toEqual([])
  })

  it('is gone from storage and database when it is deleted', async () => {
    const id = await make()
    await deleteExport(merchant, { id }, studio.deps)
    await expect(read(id)).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
    await studio.jobs.runDue()
    expect(await studio.deps.db.export.count({ where: { id } })).toBe(0)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/exports/`)).toEqual([])
  })
})

/** The studio’s dependencies with a store that does something else when an archive is put. */
const whenStoring = (putStream: Deps['store']['putStream']): Deps => ({
  ...studio.deps,
  store: { ...studio.deps.store, putStream },
})

describe('a worker', () => {
  it('that was killed is followed by another one, which begins again and leaves one archive', async () => {
    await fill()
    const id = await ask()
    const { store } = studio.deps
    const dying = whenStoring(async (key, body, options) => {
      await store.putStream(key, body, options)
      throw new Error('killed')
    })
    await expect(makeExport(systemActor, { exportId: id, signal }, dying)).rejects.toThrow('killed')
    expect(await read(id)).toMatchObject({ status: 'running' })
    await studio.jobs.runDue()
    expect(await read(id)).toMatchObject({ status: 'ready' })
    expect(await keysOf(id)).toEqual([exportKey(await rowOf(id))])
    expect((await rowOf(id)).attempt).toBe(2)
  })

  it('that is overtaken by another one replaces nothing, and leaves nothing of its own', async () => {
    await fill()
    const id = await ask()
    const gate = createGate()
    const { store } = studio.deps
    const slow = whenStoring(async (key, body, options) => {
      await gate.pass()
      return store.putStream(key, body, options)
    })
    const late = makeExport(systemActor, { exportId: id, signal }, slow)
    await gate.reached
    await studio.jobs.runDue()
    const ready = await read(id)
    gate.open()
    await late
    expect({ ...(await read(id)), url: null }).toEqual({ ...ready, url: null })
    expect(await keysOf(id)).toEqual([exportKey(await rowOf(id))])
  })

  it('whose export is deleted meanwhile gives up, and the purge leaves nothing', async () => {
    await fill()
    const id = await ask()
    const { store } = studio.deps
    const deleting = whenStoring(async (key, body, options) => {
      await deleteExport(merchant, { id }, studio.deps)
      return store.putStream(key, body, options)
    })
    await makeExport(systemActor, { exportId: id, signal }, deleting)
    expect(await keysOf(id)).toEqual([])
    await studio.jobs.runAll()
    expect(await studio.deps.db.export.count({ where: { id } })).toBe(0)
  })

  it('that meets storage that does not answer tries again, and in the end says so in words', async () => {
    const id = await ask()
    const broken = whenStoring(async (_key, body) => {
      body.destroy()
      throw new ObjectStoreUnavailable('put', new Error('down'))
    })
    const attempt = () => makeExport(systemActor, { exportId: id, signal }, broken)
    for (let times = 1; times < MAX_EXPORT_ATTEMPTS; times++) await expect(attempt()).rejects.toThrow()
    await attempt()
    expect(await read(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'storage_unavailable', message: expect.stringContaining('ask for the export again') },
      file: null,
    })
    expect(await keysOf(id)).toEqual([])
  })
})

describe('a download of several pictures', () => {
  it('is one archive of their originals, whose names are told apart', async () => {
    const first = await studio.upload(merchant, photo, 'cup.jpg')
    const second = await studio.upload(merchant, await readPhoto('ruslan-bardash-351288'), 'cup.jpg')
    const { archive } = await downloadAssets(merchant, { ids: [first.id, second.id] }, studio.deps)
    const files = await unpack(await buffer(archive))
    expect([...files.keys()]).toEqual(['cup.jpg', 'cup (2).jpg'])
    expect(files.get('cup.jpg')?.equals(photo)).toBe(true)
  })

  it('of which one is not yours is refused as a whole', async () => {
    const mine = await studio.upload(merchant, photo)
    const theirs = await studio.upload(await studio.makeAccount(), photo)
    const download = downloadAssets(merchant, { ids: [mine.id, theirs.id] }, studio.deps)
    await expect(download).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})
