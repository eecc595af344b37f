import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import type { AccountActor } from '@studio/services/kernel'
import {
  createGate,
  listKeys,
  openTestStudio,
  readPhoto,
  type TestStudio,
  until,
} from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../kernel/index.ts'
import {
  deleteAsset,
  findAsset,
  listAssets,
  openAssetFile,
  prepareAsset,
  purgeAsset,
  readAsset,
  viewAsset,
} from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio()
  photo = await readPhoto('ruslan-bardash-351288')
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
})

const keysOf = () => listKeys(studio.deps, `accounts/${merchant.accountId}/`)
const jobOf = ({ id }: { id: string }) => ({ assetId: id, accountId: merchant.accountId })
const rowsOf = () => studio.deps.db.asset.findMany({ where: { accountId: merchant.accountId } })

describe('an asset that is missing, foreign or deleted looks the same', () => {
  it.each<[string, (actor: AccountActor, id: `ast_${string}`) => Promise<unknown>]>([
    ['to a reader', (actor, id) => readAsset(actor, { id }, studio.deps)],
    ['to somebody who deletes', (actor, id) => deleteAsset(actor, { id }, studio.deps)],
    [
      'to somebody who wants its file',
      (actor, id) => openAssetFile(actor, { id, size: 'original', isDownload: false }, studio.deps),
    ],
  ])('%s', async (_whom, use) => {
    const refusalOf = (work: Promise<unknown>) =>
      work.then(
        () => 'no refusal',
        (error: unknown) => error,
      )
    const stranger = await studio.makeAccount()
    const own = await studio.upload(merchant, photo)
    const foreign = await refusalOf(use(stranger, own.id))
    const missing = await refusalOf(use(merchant, newId('asset', studio.clock.now())))
    await deleteAsset(merchant, own, studio.deps)
    const deleted = await refusalOf(use(merchant, own.id))
    expect(foreign).toMatchObject({ code: 'not_found', details: {} })
    expect([missing, deleted]).toEqual([foreign, foreign])
    await studio.jobs.runDue()
  })
})

describe('the pages of the library', () => {
  const now = () => studio.clock.now()
  const addAssets = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const id = newId('asset', now())
      const facts = {
        fileName: `${index}.jpg`,
        mime: 'image/jpeg',
        sizeBytes: 1,
        sha256: id,
        createdAt: now(),
      }
      const kind = index % 2 ? ('output' as const) : ('upload' as const)
      await studio.deps.db.asset.create({
        data: { id, accountId: merchant.accountId, kind, status: 'preparing', ...facts },
      })
    }
  }
  const namesOf = async (limit: number, between = async () => {}) => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await listAssets(merchant, { limit, cursor }, studio.deps)
      names.push(...page.items.map(({ fileName }) => fileName))
      cursor = page.nextCursor ?? undefined
      await between()
    } while (cursor)
    return names
  }

  it('show every asset once, newest first, whatever the size of a page', async () => {
    await addAssets(7)
    const all = ['6.jpg', '5.jpg', '4.jpg', '3.jpg', '2.jpg', '1.jpg', '0.jpg']
    for (const limit of [1, 3, 7, 8]) expect(await namesOf(limit)).toEqual(all)
  })

  it('neither skip nor repeat when pictures come and go in between', async () => {
    await addAssets(6)
    const names = await namesOf(2, async () => {
      await addAssets(1)
      const [newest] = (await listAssets(merchant, { limit: 1 }, studio.deps)).items
      if (newest) await deleteAsset(merchant, newest, studio.deps)
    })
    expect(names).toEqual(['5.jpg', '4.jpg', '3.jpg', '2.jpg', '1.jpg', '0.jpg'])
  })

  it('can be asked for one kind, and show nobody else’s', async () => {
    await addAssets(4)
    const { items } = await listAssets(merchant, { limit: 10, kind: 'output' }, studio.deps)
    expect(items.map(({ fileName }) => fileName)).toEqual(['3.jpg', '1.jpg'])
    expect((await listAssets(await studio.makeAccount(), { limit: 10 }, studio.deps)).items).toEqual([])
  })
})

describe('an asset that is an output', () => {
  it('is shown with all that is known of it, read alone, in a page or by another use case', async () => {
    const { db, clock } = studio.deps
    const { accountId } = merchant
    const now = clock.now()
    const [id, generationId] = [newId('asset', now), newId('generation', now)]
    const file = { fileName: 'a.mp4', mime: 'video/mp4', sizeBytes: 7, sha256: 'f00', problem: 'too dark' }
    const facts = { widthPx: 3, heightPx: 4, hasAlpha: true, durationMs: 5_000, thumbHash: 'AbC=' }
    const asset = { id, accountId, kind: 'output', status: 'refused', marking: 'composite' } as const
    await db.asset.create({ data: { ...asset, ...file, ...facts, createdAt: now } })
    const words = { words: '', prompt: '', modelId: '', modelName: '', provider: '', requestHash: '' }
    const work = { ...words, makes: 'video', aspectRatio: '', imageSize: '', count: 1, creditsEach: 0 }
    await db.generation.create({
      data: { ...work, id: generationId, accountId, status: 'succeeded', createdAt: now },
    })
    const made = { id: newId('output', now), generationId, accountId, assetId: id, index: 0, seed: 0 }
    await db.output.create({ data: { ...made, status: 'succeeded' } })

    const alone = await readAsset(merchant, { id }, studio.deps)
    const { accountId: _, ...shown } = asset
    expect(alone).toMatchObject({ ...shown, ...file, ...facts, generationId, createdAt: now.toISOString() })
    expect((await listAssets(merchant, { limit: 1 }, studio.deps)).items).toEqual([alone])
    expect(viewAsset(await findAsset(db, accountId, id))).toEqual(alone)

    const stranger = await studio.makeAccount()
    const asking = [merchant, stranger, merchant].map((actor) => readAsset(actor, { id }, studio.deps))
    const answers = await Promise.allSettled(asking)
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('a deleted picture', () => {
  it('is gone from storage and database, with an event that proves it', async () => {
    const asset = await studio.upload(merchant, photo)
    await studio.jobs.runDue()
    expect(await keysOf()).toHaveLength(3)
    await deleteAsset(merchant, asset, studio.deps)
    await studio.jobs.runDue()
    expect(await keysOf()).toEqual([])
    expect(await rowsOf()).toEqual([])
    const events = await studio.deps.db.event.findMany({
      where: { subjectId: asset.id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ type }) => type)).toEqual([
      'asset.uploaded',
      'asset.prepared',
      'asset.deleted',
      'asset.purged',
    ])
    expect(events.at(-1)?.facts).toEqual({ objects: 3, isProvedGone: true })
  })

  it('is unseen from the moment it is deleted, before its bytes are gone', async () => {
    const asset = await studio.upload(merchant, photo)
    await deleteAsset(merchant, asset, studio.deps)
    expect((await listAssets(merchant, { limit: 10 }, studio.deps)).items).toEqual([])
    await studio.jobs.runDue()
  })

  it('can be uploaded again, as another asset', async () => {
    const first = await studio.upload(merchant, photo)
    await deleteAsset(merchant, first, studio.deps)
    const second = await studio.upload(merchant, photo)
    expect(second.id).not.toBe(first.id)
    await studio.jobs.runDue()
    expect((await readAsset(merchant, second, studio.deps)).status).toBe('ready')
    expect(await keysOf()).toHaveLength(3)
  })

  it('whose removal was interrupted is removed by the next delivery, and told of once', async () => {
    const asset = await studio.upload(merchant, photo)
    await deleteAsset(merchant, asset, studio.deps)
    let isFirst = true
    const store = {
      ...studio.deps.store,
      async delete(keys: string[]) {
        await studio.deps.store.delete(keys)
        if (isFirst) throw new Error('the worker died')
      },
    }
    const deps = { ...studio.deps, store }
    await expect(purgeAsset(systemActor, { assetId: asset.id }, deps)).rejects.toThrow('the worker died')
    expect(await rowsOf()).toHaveLength(1)
    isFirst = false
    for (let delivery = 0; delivery < 2; delivery++)
      await purgeAsset(systemActor, { assetId: asset.id }, deps)
    expect(await rowsOf()).toEqual([])
    expect(await studio.deps.db.event.count({ where: { type: 'asset.purged', subjectId: asset.id } })).toBe(1)
    await studio.jobs.runDue()
  })

  it('that was being prepared leaves nothing: what was made meanwhile goes too', async () => {
    const asset = await studio.upload(merchant, photo)
    const gate = createGate()
    const pictures = {
      ...studio.deps.pictures,
      async derive(bytes: Uint8Array) {
        await gate.pass()
        return studio.deps.pictures.derive(bytes)
      },
    }
    const preparing = prepareAsset(systemActor, jobOf(asset), { ...studio.deps, pictures })
    await gate.reached
    await deleteAsset(merchant, asset, studio.deps)
    await purgeAsset(systemActor, { assetId: asset.id }, studio.deps)
    expect(await keysOf()).toEqual([])
    gate.open()
    await preparing
    expect(await keysOf()).toEqual([])
    expect(await rowsOf()).toEqual([])
    await studio.jobs.runDue()
  })
})

describe('a picture that was deleted while a worker prepared it', () => {
  it('leaves nothing, also when that worker died right after it stored something', async () => {
    const asset = await studio.upload(merchant, photo)
    const gate = createGate()
    const dead = createGate()
    const store = {
      ...studio.deps.store,
      async put(...object: Parameters<TestStudio['deps']['store']['put']>) {
        await gate.pass()
        await studio.deps.store.put(...object)
        await dead.pass()
      },
    }
    void prepareAsset(systemActor, jobOf(asset), { ...studio.deps, store })
    await gate.reached
    await deleteAsset(merchant, asset, studio.deps)
    await purgeAsset(systemActor, { assetId: asset.id }, studio.deps)
    gate.open()
    await dead.reached
    expect(await keysOf()).not.toEqual([])
    await until('both files are stored', async () => (await keysOf()).length === 2)
    // Its job is delivered again.
    await prepareAsset(systemActor, jobOf(asset), studio.deps)
    expect(await keysOf()).toEqual([])
    await studio.jobs.runDue()
  })
})

describe('the file of an asset', () => {
  it('is handed out by an address that names what is sent, for its owner alone', async () => {
    const asset = await studio.upload(merchant, photo, 'my mug.jpeg')
    await studio.jobs.runDue()
    const open = async (size: 'thumb' | 'original', isDownload: boolean) =>
      new URL(await openAssetFile(merchant, { id: asset.id, size, isDownload }, studio.deps)).searchParams
    expect((await open('original', true)).get('name')).toBe('my mug.jpg')
    expect((await open('thumb', true)).get('name')).toBe('my mug.webp')
    const shown = await open('original', false)
    expect([shown.get('mime'), shown.get('name')]).toEqual(['image/jpeg', null])
  })

  it('is not promised before it is made, nor after it was refused', async () => {
    const request = { size: 'preview', isDownload: false } as const
    const { id } = await studio.upload(merchant, photo)
    await expect(openAssetFile(merchant, { id, ...request }, studio.deps)).rejects.toMatchObject({
      code: 'asset_not_ready',
    })
    const cutOff = await studio.upload(merchant, photo.subarray(0, photo.length / 2))
    await studio.jobs.runDue()
    await expect(openAssetFile(merchant, { id: cutOff.id, ...request }, studio.deps)).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('Export the picture again'),
    })
  })
})

describe('a preparation that is delivered twice', () => {
  it('makes the same files, and is told of once', async () => {
    const asset = await studio.upload(merchant, photo)
    const key = assetKey({ accountId: merchant.accountId, id: asset.id, attempt: 0 }, 'thumb')
    const readThumb = async () => buffer((await studio.deps.store.get(key)).body)
    await studio.jobs.runDue()
    const before = await readThumb()
    await studio.deps.db.asset.update({ where: { id: asset.id, attempt: 0 }, data: { status: 'preparing' } })
    await Promise.all([1, 2].map(() => prepareAsset(systemActor, jobOf(asset), studio.deps)))
    expect((await readThumb()).equals(before)).toBe(true)
    expect(await studio.deps.db.event.count({ where: { type: 'asset.prepared', subjectId: asset.id } })).toBe(
      2,
    )
  })
})
