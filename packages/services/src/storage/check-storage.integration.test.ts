import { assetKey } from '@studio/core/assets'
import { exportKey } from '@studio/core/exports'
import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { type AccountActor, operatorActor, systemActor } from '@studio/services/kernel'
import { fillLibrary, openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset, readAsset } from '../assets/index.ts'
import { createExport, readExport } from '../exports/index.ts'
import { deleteGeneration, startGeneration } from '../generations/index.ts'
import { type CheckOptions, checkStorage, type Finding } from './index.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(20)
  for await (const { key } of studio.deps.store.list('')) await studio.deps.store.delete([key])
  await studio.deps.db.output.deleteMany()
  await studio.deps.db.generation.deleteMany()
  await studio.deps.db.asset.deleteMany()
  await studio.deps.db.export.deleteMany()
  await studio.jobs.runAll()
})

async function check(options: CheckOptions = {}) {
  const findings: Finding[] = []
  const onFinding = (finding: Finding) => void findings.push(finding)
  const report = await checkStorage(operatorActor, { ...options, onFinding }, studio.deps)
  return { report, findings: findings.map(({ kind, key, repair }) => [kind, key, repair]) }
}
const nothing = { findings: [] }
const put = (key: string, bytes: Uint8Array | string) => {
  const body = Buffer.from(bytes)
  return studio.deps.store.put(key, body, { mime: 'image/jpeg', sizeBytes: body.byteLength })
}
const upload = async () => {
  const { id } = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runDue()
  return studio.deps.db.asset.findUniqueOrThrow({ where: { id } })
}
const read = (id: string) => readAsset(merchant, { id }, studio.deps)

describe('a sweep of a sound studio finds nothing', () => {
  it('after uploads, generations, exports and deletions', async () => {
    const source = await upload()
    const work = workSchema.parse({ shotId: 'desk', sourceAssetIds: [source.id], count: 2 })
    const start = () => startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
    await start()
    await studio.jobs.runDue()
    await createExport(merchant, {}, studio.deps)
    await studio.jobs.runDue()
    await deleteGeneration(merchant, await start(), studio.deps)
    await deleteAsset(merchant, { id: source.id as `ast_${string}` }, studio.deps)
    expect(await check({ isDeep: true })).toMatchObject(nothing)
    await studio.jobs.runAll()
    expect(await check({ isDeep: true })).toMatchObject({
      ...nothing,
      report: { assets: 2, exports: 1, objects: 7 },
    })
  })

  it('while a worker stores what it has not settled, and an upload is on its way', async () => {
    const work = workSchema.parse({ prompt: 'a mug', count: 1 })
    const { outputs } = await startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
    const id = outputs[0]?.id ?? ''
    await studio.deps.db.output.update({ where: { id }, data: { status: 'running', claim: 'a worker' } })
    const place = { accountId: merchant.accountId, id: id.replace('out_', 'ast_'), attempt: 1 }
    await put(assetKey(place, 'original'), 'half')
    const now = studio.clock.now()
    const arriving = { id: newId('asset', now), accountId: merchant.accountId, createdAt: now }
    const file = {
      fileName: '',
      mime: '',
      sizeBytes: 9,
      sha256: 'x',
      kind: 'upload',
      status: 'uploading',
    } as const
    await studio.deps.db.asset.create({ data: { ...arriving, ...file } })
    await put(assetKey({ ...arriving, attempt: 0 }, 'original'), 'some')
    expect(await check({ isRepairing: true })).toMatchObject(nothing)
  })

  it('of more things than it reads at once', async () => {
    await fillLibrary(merchant, 450, studio.deps)
    expect(await check()).toMatchObject({ ...nothing, report: { assets: 450, objects: 1350 } })
  })
})

describe('an orphan', () => {
  it.each([
    [
      'of an asset that is gone',
      (acc: string) => `accounts/${acc}/assets/${newId('asset', new Date())}/original`,
    ],
    ['of an account that is gone', () => 'accounts/acc_gone/assets/ast_gone/thumb.webp'],
    ['of an export that is gone', (acc: string) => `accounts/${acc}/exports/exp_gone/1/archive.zip`],
    ['that was never ours', () => 'notes.txt'],
  ])('%s is found, and removed by a repair', async (_what, keyFor) => {
    const sound = await upload()
    const key = keyFor(merchant.accountId)
    await put(key, 'left behind')
    expect((await check()).findings).toEqual([['orphan', key, null]])
    expect((await check({ isRepairing: true })).findings).toEqual([['orphan', key, 'removed']])
    expect(await check({ isDeep: true })).toMatchObject(nothing)
    expect((await read(sound.id)).status).toBe('ready')
  })

  it('of an earlier attempt, beside the files that count, is found', async () => {
    const asset = await upload()
    const key = assetKey({ ...asset, attempt: 3 }, 'original')
    await put(key, 'of a late worker')
    expect((await check({ isRepairing: true })).findings).toEqual([['orphan', key, 'removed']])
    expect(await check({ isDeep: true })).toMatchObject(nothing)
  })
})

describe('a file that is missing or is another one', () => {
  it.each(['thumb', 'preview'] as const)('a lost %s is made again from its original', async (size) => {
    const asset = await upload()
    const key = assetKey(asset, size)
    await studio.deps.store.delete([key])
    expect((await check()).findings).toEqual([['missing', key, null]])
    expect((await check({ isRepairing: true })).findings).toEqual([['missing', key, 'remade']])
    expect(await check({ isDeep: true })).toMatchObject(nothing)
    expect((await studio.deps.store.head(key))?.mime).toBe('image/webp')
  })

  it('an empty preview is made again', async () => {
    const asset = await upload()
    await put(assetKey(asset, 'preview'), '')
    expect((await check({ isRepairing: true })).findings).toEqual([
      ['mismatch', assetKey(asset, 'preview'), 'remade'],
    ])
    expect(await check()).toMatchObject(nothing)
  })

  it.each<[string, 'missing' | 'mismatch', (key: string, bytes: number) => Promise<void>, CheckOptions]>([
    ['is lost', 'missing', (key) => studio.deps.store.delete([key]), {}],
    ['was cut short', 'mismatch', (key) => put(key, 'short'), {}],
    [
      'has other bytes of the same length',
      'mismatch',
      (key, bytes) => put(key, Buffer.alloc(bytes)),
      { isDeep: true },
    ],
  ])(
    'an original that %s is found, and its asset says so instead of vanishing',
    async (_how, kind, spoil, options) => {
      const asset = await upload()
      const key = assetKey(asset, 'original')
      await spoil(key, asset.sizeBytes)
      expect((await check(options)).findings).toEqual([[kind, key, null]])
      expect((await read(asset.id)).status).toBe('ready')
      expect((await check({ ...options, isRepairing: true })).findings).toEqual([[kind, key, 'marked']])
      expect(await read(asset.id)).toMatchObject({
        status: 'refused',
        problem: expect.stringContaining('was lost or damaged on our side'),
      })
      expect(await check(options)).toMatchObject(nothing)
    },
  )

  it('other bytes of the same length are found by reading them all, and only then', async () => {
    const asset = await upload()
    await put(assetKey(asset, 'original'), Buffer.alloc(asset.sizeBytes))
    expect(await check()).toMatchObject(nothing)
    expect((await check({ isDeep: true })).report).toMatchObject({ mismatch: 1, missing: 0, orphan: 0 })
  })

  it.each<[string, string, (key: string) => Promise<void>]>([
    ['is lost', 'missing', (key) => studio.deps.store.delete([key])],
    ['was cut short', 'mismatch', (key) => put(key, 'PK')],
  ])('an archive that %s is found, and can be asked for again', async (_how, kind, spoil) => {
    await upload()
    const { id } = await createExport(merchant, {}, studio.deps)
    await studio.jobs.runDue()
    const key = exportKey(await studio.deps.db.export.findUniqueOrThrow({ where: { id } }))
    await spoil(key)
    expect((await check()).findings).toEqual([[kind, key, null]])
    expect((await check({ isRepairing: true })).findings[0]).toEqual([kind, key, 'marked'])
    expect((await readExport(merchant, { id }, studio.deps)).status).toBe('failed')
    expect(await check()).toMatchObject(nothing)
  })
})

it('many faults at once are all found, and one repair leaves none', async () => {
  const [one, two, three] = [await upload(), ...(await addTwo())]
  const { store } = studio.deps
  await store.delete([assetKey(one, 'thumb'), assetKey(two, 'original')])
  await put(assetKey(three, 'original'), 'short')
  await put('accounts/acc_gone/assets/ast_gone/original', 'left behind')
  expect((await check()).report).toMatchObject({ orphan: 1, missing: 2, mismatch: 1 })
  await check({ isRepairing: true })
  expect(await check({ isDeep: true })).toMatchObject(nothing)
})

async function addTwo() {
  const ids = await fillLibrary(merchant, 2, studio.deps)
  const [two, three] = await studio.deps.db.asset.findMany({ where: { id: { in: ids } } })
  return two && three ? ([two, three] as const) : expect.fail('two assets')
}

it('is the operator’s to run, and nobody else’s', async () => {
  for (const actor of [merchant, systemActor])
    await expect(checkStorage(actor, { onFinding: () => {} }, studio.deps)).rejects.toThrow('nothing here')
})
