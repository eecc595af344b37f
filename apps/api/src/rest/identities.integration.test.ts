import { fillPublication, fillStore, readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'
import { ALL_SCOPES, type CallOptions, formOf, makeToken, openProgram } from '../../testing/rest.ts'
import { fileOperations } from './file-operations.ts'
import type { Operation } from './operations.ts'
import { procedureOperations } from './procedure-operations.ts'

/** What an operation is asked, and whether it is about a thing that belongs to somebody. */
type Case = {
  owns?:
    | 'asset'
    | 'generation'
    | 'batch'
    | 'export'
    | 'endpoint'
    | 'delivery'
    | 'savedShot'
    | 'store'
    | 'publication'
  options?: () => Promise<CallOptions> | CallOptions
}

let api: TestApi
let owner: Visitor
const owned: Record<NonNullable<Case['owns']>, string> = {
  asset: '',
  generation: '',
  export: '',
  endpoint: '',
  delivery: '',
  savedShot: '',
  batch: '',
  store: '',
  publication: '',
}
const description = {
  product: 'A mug',
  category: 'kitchen',
  materials: [],
  colours: [],
  suggestedShotIds: [],
  altText: 'A mug.',
}
const work = () => ({ prompt: 'a red shoe', count: 1, sourceAssetIds: [owned.asset] })

const SAVED_SHOT = {
  name: 'Red',
  words: 'a red shoe',
  modelId: 'gemini-nano-banana-2.1',
  aspectRatio: '1:1' as const,
  imageSize: '1K' as const,
}

const PRODUCT = {
  ...{ foreignId: '1', title: 'canary mug', handle: 'canary-mug', status: 'publish', productType: '' },
  ...{ vendor: '', url: null, updatedAt: '2026-11-22T12:00:00.000Z', media: [], variants: [] },
}

/** Every operation there is; one that is missing here fails the first test. */
const CASES: Record<string, Case> = {
  getCaller: {},
  listAssets: {},
  uploadAsset: { options: async () => ({ form: formOf(await readPhoto()) }) },
  getAsset: { owns: 'asset' },
  getAnalysis: { owns: 'asset' },
  editAnalysis: { owns: 'asset', options: () => ({ json: description }) },
  deleteAsset: { owns: 'asset' },
  getAssetFile: { owns: 'asset' },
  listModels: {},
  listShots: {},
  saveShot: { options: () => ({ json: SAVED_SHOT }) },
  changeShot: { owns: 'savedShot', options: () => ({ json: SAVED_SHOT }) },
  deleteShot: { owns: 'savedShot' },
  getBrandKit: {},
  // The logo is the owner's: for anybody else it is not there.
  saveBrandKit: {
    owns: 'asset',
    options: () => ({
      json: { colours: [], logoAssetId: owned.asset, wordsToUse: [], wordsToAvoid: [] },
    }),
  },
  createQuote: { options: () => ({ json: { prompt: 'a red shoe' } }) },
  // The source is the owner's: for anybody else it is not there.
  startGeneration: { owns: 'asset', options: () => ({ json: { ...work(), maxCredits: 9 } }) },
  listGenerations: {},
  getGeneration: { owns: 'generation' },
  getLineage: { owns: 'generation' },
  cancelGeneration: { owns: 'generation' },
  deleteGeneration: { owns: 'generation' },
  startBatch: {
    owns: 'asset',
    options: () => ({
      json: { sources: { assetIds: [owned.asset] }, work: [{ prompt: 'a red shoe' }], maxCredits: 9 },
    }),
  },
  listBatches: {},
  getBatch: { owns: 'batch' },
  listBatchItems: { owns: 'batch' },
  cancelBatch: { owns: 'batch' },
  getCredits: {},
  listEntries: {},
  listStores: {},
  listProducts: { owns: 'store' },
  // The store is the owner's: for anybody else it is not there.
  planPublication: {
    owns: 'store',
    options: () => ({
      json: {
        storeId: owned.store,
        productId: 'prd_01kac3t1b2c3d4e5f6g7h8jakb',
        changes: [{ op: 'alt', mediaId: '1', alt: 'A mug' }],
      },
    }),
  },
  listPublications: {},
  getPublication: { owns: 'publication' },
  applyPublication: { owns: 'publication' },
  undoPublication: { owns: 'publication' },
  createExport: { options: () => ({ json: {} }) },
  getExport: { owns: 'export' },
  listWebhookEndpoints: {},
  createWebhookEndpoint: {
    options: () => ({ json: { url: 'https://example.com/events', events: ['output.failed'] } }),
  },
  deleteWebhookEndpoint: { owns: 'endpoint' },
  listWebhookDeliveries: { owns: 'endpoint' },
  replayWebhookDelivery: { owns: 'endpoint' },
}

const operations: Operation[] = [...procedureOperations(), ...fileOperations({} as never)]

beforeAll(async () => {
  api = await openTestApi()
  owner = await api.merchant()
  const program = openProgram(api, (await makeToken(owner)).token)
  const upload = await program.call<{ id: string }>('POST', '/assets', { form: formOf(await readPhoto()) })
  owned.asset = upload.body.id
  const started = await program.call<{ id: string }>('POST', '/generations', {
    json: { ...work(), maxCredits: 9 },
  })
  owned.generation = started.body.id
  const batch = await program.call<{ id: string }>('POST', '/batches', {
    json: { sources: { assetIds: [owned.asset] }, work: [{ prompt: 'a red shoe' }], maxCredits: 9 },
  })
  owned.batch = batch.body.id
  owned.savedShot = (await owner.trpc.shots.save.mutate(SAVED_SHOT)).id
  const { id: accountId } = await owner.trpc.account.get.query()
  owned.store = (await fillStore({ accountId }, [PRODUCT], api.studio.deps)).storeId
  owned.publication = await fillPublication({ accountId }, api.studio.deps)
  owned.export = (await owner.trpc.exports.create.mutate({})).id
  const endpoint = { url: 'https://example.com/canary', events: ['output.failed' as const] }
  const { id } = await owner.trpc.webhooks.create.mutate(endpoint)
  owned.endpoint = id
  owned.delivery = (await owner.trpc.webhooks.sendTest.mutate({ id })).id
})
afterAll(() => api.close())

/** The six who ask, and what each must be answered: a code, or that it is not there. */
const IDENTITIES: Record<string, { come(scope: string | null): Promise<string | undefined>; code: string }> =
  {
    nobody: { come: async () => undefined, code: 'not_signed_in' },
    'another account': {
      come: async () => (await makeToken(await api.merchant())).token,
      code: 'not_found',
    },
    'a token without the scope': {
      come: async (scope) => {
        const scopes = ALL_SCOPES.filter((each) => each !== scope)
        return (await makeToken(owner, { scopes })).token
      },
      code: 'insufficient_scope',
    },
    'an expired token': {
      come: async () => {
        const { id, token } = await makeToken(owner, { expiresInDays: 1 })
        const expiresAt = new Date(Date.now() - 1)
        await api.studio.deps.db.token.update({ where: { id }, data: { expiresAt } })
        return token
      },
      code: 'token_refused',
    },
    'a revoked token': {
      come: async () => {
        const { id, token } = await makeToken(owner)
        await owner.trpc.tokens.revoke.mutate({ id })
        return token
      },
      code: 'token_refused',
    },
    'a token of a deleted account': {
      come: async () => {
        const leaver = await api.merchant()
        const { id, token } = await makeToken(leaver)
        const { accountId } = await api.studio.deps.db.token.findUniqueOrThrow({ where: { id } })
        await api.studio.deps.db.account.update({ where: { id: accountId }, data: { closedAt: new Date() } })
        return token
      },
      code: 'token_refused',
    },
  }

it('every operation is classified, and nothing is classified that is none', () => {
  expect(Object.keys(CASES).sort()).toEqual(operations.map(({ id }) => id).sort())
})

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const { owns, options = () => ({}) } = CASES[id] ?? {}
  const { method, path, rules } = operation

  it.each(Object.entries(IDENTITIES))(
    'answers %s as it must, and gives nothing away',
    async (who, identity) => {
      const program = openProgram(api, await identity.come(rules.scope))
      const at = path.replace('{deliveryId}', owned.delivery).replace('{id}', owned[owns ?? 'asset'])
      const sent: CallOptions = await options()
      const answer = await program.call<{ code?: string }>(method, at, sent)
      const isOpen =
        (who === 'another account' && !owns) || (who === 'a token without the scope' && rules.scope === null)
      if (isOpen) expect(answer.status, answer.text).toBeLessThan(300)
      else expect(answer.body.code).toBe(identity.code)
      const asked = JSON.stringify(sent.json ?? null) + at
      for (const secret of Object.values(owned)) {
        const isOwners = who === 'a token without the scope' && isOpen
        if (secret && !isOwners && !asked.includes(secret)) expect(answer.text).not.toContain(secret)
      }
    },
  )
})

it('after all this, what the owner has is untouched', async () => {
  const { db } = api.studio.deps
  expect(await db.asset.count({ where: { id: owned.asset, deletedAt: null } })).toBe(1)
  expect(await db.generation.findUnique({ where: { id: owned.generation } })).toMatchObject({
    deletedAt: null,
    status: 'queued',
  })
})
