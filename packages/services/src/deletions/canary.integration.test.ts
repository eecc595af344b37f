import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '@studio/core/kernel'
import { snapshotKey } from '@studio/core/publications'
import { workSchema } from '@studio/core/quotes'
import { createTokenInput } from '@studio/core/tokens'
import { inTransaction } from '@studio/db'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import { fillStore, openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeName, signIn, signUp } from '../accounts/index.ts'
import { editAnalysis } from '../analyses/index.ts'
import { deleteAsset } from '../assets/index.ts'
import { grantCredits } from '../credits/index.ts'
import { createExport } from '../exports/index.ts'
import { deleteGeneration, startGeneration } from '../generations/index.ts'
import { createQuote } from '../quotes/index.ts'
import { applyRetention } from '../retention/index.ts'
import { disconnectStore } from '../stores/index.ts'
import { createToken } from '../tokens/index.ts'
import { readReceipt, requestDeletion } from './index.ts'

/** Nobody else ever writes this; each use of it has a number, so that a find says what was left behind. */
const MARKER = 'canary-7f3a91c2e5'
const marked = (what: string) => `${MARKER}-${what}`
const PASSWORD = marked('password')

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
})
afterAll(() => studio.close())

/** A picture whose very pixels spell the marker: stored without compression, its file has the letters in it. */
function drawMarker(): Promise<Buffer> {
  const row = Buffer.from(marked('pixels').padEnd(96, '.'))
  const pixels = Buffer.concat(Array.from({ length: 64 }, () => row))
  return sharp(pixels, { raw: { width: 32, height: 64, channels: 3 } })
    .png({ compressionLevel: 0, adaptiveFiltering: false })
    .toBuffer()
}

/** A photo with the marker in its metadata, as a camera would write a name. */
async function photoWithName(): Promise<Buffer> {
  return sharp(await readPhoto())
    .withExif({ IFD0: { Artist: marked('metadata') } })
    .jpeg()
    .toBuffer()
}

/** Lives in the studio for a while, and leaves the marker wherever a person can write something. */
async function live(): Promise<AccountActor> {
  const { deps } = studio
  const { db, clock } = deps
  const visitor = { address: '192.0.2.7', userAgent: marked('user-agent') }
  const email = `${marked('email')}@example.com`
  const anonymous = { kind: 'anonymous' } as const
  const { accountId, sessionId } = await signUp(
    anonymous,
    { email, password: PASSWORD, name: marked('name') },
    visitor,
    deps,
  )
  const actor: AccountActor = { kind: 'account', accountId, sessionId }
  await signIn(anonymous, { email, password: `${PASSWORD}!` }, visitor, deps).catch(() => undefined)
  await changeName(actor, { name: marked('new-name') }, deps)
  const now = clock.now()
  const grant = { accountId, credits: 50, source: 'operator', note: marked('note'), causeId: accountId }
  await inTransaction(db, (tx) => grantCredits(tx, { ...grant, idempotencyKey: 'gift', now }))
  await createToken(
    actor,
    createTokenInput.parse({ name: marked('token'), scopes: ['assets:read'], expiresInDays: null }),
    deps,
  )
  const endpointId = newId('webhookEndpoint', now)
  const url = `https://${MARKER}.example/hook`
  const endpoint = { id: endpointId, accountId, url, description: marked('webhook'), createdAt: now }
  await db.webhookEndpoint.create({ data: { ...endpoint, secretSealed: marked('secret') } })
  await db.requestLog.create({
    data: {
      ...{ accountId, requestId: 'req', method: 'GET', endpoint: '/me', status: 200, durationMs: 1 },
      ...{ address: visitor.address, userAgent: visitor.userAgent, createdAt: now },
    },
  })
  await db.storedAnswer.create({
    data: { accountId, key: marked('key'), requestHash: '', leasedUntil: now, createdAt: now },
  })

  const source = await studio.upload(actor, await drawMarker(), `${marked('file')}.png`)
  await sell(actor, source.id)
  await studio.upload(actor, await photoWithName(), `${marked('photo')}.jpg`)
  await expect(studio.upload(actor, Buffer.from(marked('no-picture')))).rejects.toThrow('recognised')
  await studio.jobs.runDue()
  const description = {
    ...{ product: marked('product'), category: 'other' as const, materials: [marked('material')] },
    ...{ colours: [{ name: marked('colour'), hex: '#ffffff' }], suggestedShotIds: [] },
    altText: marked('alt-text'),
  }
  await editAnalysis(actor, { ...description, id: source.id }, deps)
  const work = workSchema.parse({ prompt: marked('prompt'), sourceAssetIds: [source.id], count: 2 })
  await createQuote(actor, work, deps)
  const start = (key: string) =>
    startGeneration(actor, { ...work, maxCredits: 9, idempotencyKey: marked(key) }, deps)
  await start('first')
  await studio.jobs.runDue()
  await deleteGeneration(actor, await start('deleted'), deps)
  const spare = await studio.upload(actor, await readPhoto(), `${marked('deleted')}.jpg`)
  await deleteAsset(actor, spare, deps)
  // A plan that includes more than one store.
  await db.subscription.update({ where: { accountId }, data: { planId: 'agency' } })
  await connect(actor, marked('shop'))
  await createExport(actor, {}, deps)
  await studio.jobs.runDue()
  // Work that fails, so that whatever is written about failures is there, too.
  studio.gemini.addScenario({ effect: { kind: 'bad_json' } })
  await start('failing')
  await start('waiting')
  return actor
}

/** A connected store with a product, a photo that is from it, and a publication with what it took off the product. */
async function sell({ accountId }: AccountActor, assetId: string): Promise<void> {
  const { db, clock, store } = studio.deps
  const now = clock.now()
  const state = {
    ...{ foreignId: '1', title: marked('product-title'), handle: marked('handle'), status: 'publish' },
    ...{ productType: '', vendor: '', url: `https://${MARKER}.example/mug`, updatedAt: now.toISOString() },
    media: [],
    variants: [],
  }
  const shop = `https://${MARKER}.example`
  const { storeId, productIds } = await fillStore({ accountId }, [state], studio.deps, shop)
  const [productId = ''] = productIds
  await db.productSource.create({ data: { assetId, accountId, productId, mediaId: '1', createdAt: now } })
  const id = newId('publication', now)
  const publication = {
    id,
    accountId,
    storeId,
    productId,
    foreignId: '1',
    title: state.title,
    createdAt: now,
  }
  const plan = { changes: [], before: state, target: { media: [], variants: {} } }
  await db.publication.create({
    data: { ...publication, ...plan, groupId: newId('publicationGroup', now), status: 'published' },
  })
  await db.publicationAsset.create({ data: { publicationId: id, assetId, accountId } })
  const bytes = Buffer.from(marked('snapshot'))
  await store.put(snapshotKey(publication, 'a'.repeat(64)), bytes, {
    mime: 'image/png',
    sizeBytes: bytes.byteLength,
  })
}

/** Connects a shop whose name and products bear the marker, and has its catalogue read. */
async function connect(actor: AccountActor, name: string) {
  const domain = `${name}.myshopify.com`
  studio.shopify.addShop(domain, { name })
  await studio.shopify.addProduct(domain, {
    title: marked('title'),
    pictures: [{ bytes: await drawMarker(), alt: marked('alt') }],
  })
  const store = await studio.connectStore(actor, 'shopify', domain)
  await studio.jobs.runDue()
  return store
}

/** Everything the database holds, a line for each row, with the name of its table. */
async function dumpDatabase(): Promise<string[]> {
  const { db } = studio.deps
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
  const lines: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`)
    lines.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return lines
}

/** Every file of the studio: stored objects, what is on its way there, temporary files, mails. */
async function readFiles(): Promise<{ path: string; bytes: Buffer }[]> {
  const home = dirname(studio.storeDir)
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })))
}

/** Every place where a text is found: in a row, a file's name or bytes, or a line of the log. */
async function find(text: string): Promise<string[]> {
  const rows = (await dumpDatabase()).filter((line) => line.includes(text))
  const files = (await readFiles()).filter(({ path, bytes }) => path.includes(text) || bytes.includes(text))
  const log = studio.log.map((line) => JSON.stringify(line, withErrors)).filter((line) => line.includes(text))
  return [
    ...rows.map((row) => `row: ${row}`),
    ...files.map(({ path }) => `file: ${path}`),
    ...log.map((line) => `log: ${line}`),
  ]
}

/** An error says nothing of itself as JSON; in the log it does. */
function withErrors(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value
}

it('of a person who leaves nothing is found: in no file, no row, no job, no temporary folder and no log', async () => {
  const other = await studio.makeAccount()
  const neighbour = await studio.upload(other, await readPhoto('kari-shea-398668'), 'neighbour.jpg')
  const merchant = await live()

  // The search is only worth something if it finds what is there.
  const before = await find(MARKER)
  for (const what of [
    'pixels',
    'metadata',
    'file',
    'prompt',
    'new-name',
    'token',
    'webhook',
    'note',
    'product-title',
    'snapshot',
    'user-agent',
    'shop',
    'title',
    'alt',
  ])
    expect(before.length > 0 && (await find(marked(what))).length, what).toBeGreaterThan(0)

  const { subscriptions } = studio.shopify.shop(`${marked('shop')}.myshopify.com`)
  expect(Object.values(subscriptions)).toHaveLength(4)
  const deletion = await requestDeletion(merchant, { when: 'now', password: PASSWORD }, studio.deps)
  await studio.jobs.runAll()
  const secret = deletion.receiptPage.split('.')[1] ?? ''
  const state = await readReceipt({ kind: 'anonymous' }, { deletionId: deletion.id, secret }, studio.deps)
  expect(state.status).toBe('finished')
  expect(await find(MARKER)).toEqual([])
  expect(await find('192.0.2.7')).toEqual([])
  // The shop tells us nothing any more, and is otherwise as it was.
  const shop = studio.shopify.shop(`${marked('shop')}.myshopify.com`)
  expect(shop).toMatchObject({ subscriptions: {} })
  expect(Object.keys(shop.products)).toHaveLength(1)

  // The account's id stands for nobody, and only where the books and the receipt need it.
  const tables = new Set(
    (await dumpDatabase())
      .filter((line) => line.includes(merchant.accountId))
      .map((line) => line.split(' ')[0]),
  )
  expect([...tables].filter((table) => !table?.startsWith('pgboss.')).sort()).toEqual([
    'public."grant"',
    'public.account_deletion',
    'public.credit_balance',
    'public.hold',
    'public.ledger_entry',
  ])
  await applyRetention(systemActor, studio.deps)
  expect(await studio.deps.db.asset.count({ where: { id: neighbour.id } })).toBe(1)
  expect((await find('neighbour.jpg')).length).toBeGreaterThan(0)
})

it('of a store that was disconnected without its history nothing is found either', async () => {
  const merchant = await studio.makeAccount()
  const { id } = await connect(merchant, marked('other-shop'))
  expect((await find(marked('other-shop'))).length).toBeGreaterThan(0)
  await disconnectStore(merchant, { id, keepHistory: false }, studio.deps)
  await studio.jobs.runAll()
  expect(await find(MARKER)).toEqual([])
  expect(await studio.deps.db.store.count()).toBe(0)
})
