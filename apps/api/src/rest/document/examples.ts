import { type AnalysisView, CUT_OUT_WORDS, type DescribedContent } from '@studio/core/analyses'
import type { AssetView } from '@studio/core/assets'
import type { BatchItemView, BatchView, StartBatch } from '@studio/core/batches'
import type { BrandKitInput, BrandKitView } from '@studio/core/brand-kits'
import type { CreditsView, EntryView } from '@studio/core/credits'
import type { ExportView } from '@studio/core/exports'
import type { GenerationView, LineageView } from '@studio/core/generations'
import { BUILT_IN_REGISTRY, viewModel } from '@studio/core/models'
import type { QuoteView } from '@studio/core/quotes'
import { fromSavedShot, type SavedShotInput, SHOTS, viewShot } from '@studio/core/shots'
import type { CallerView } from '@studio/core/tokens'
import type { DeliveryView, WebhookEndpointView } from '@studio/core/webhooks'
import { planned, planRequest, published, undoing } from './publication-examples.ts'
import { product, store } from './store-examples.ts'

const AT = '2026-11-22T09:30:00.000Z'
const upload = 'ast_01kac3q6h8m0v5r9t2w4x6y8za'
const made = 'ast_01kac3r1b2c3d4e5f6g7h8j9ka'
const generationId = 'gen_01kac3qz0a1b2c3d4e5f6g7h8j'
const quoteId = 'quo_01kac3qt7k8m9n0p1q2r3s4t5v'
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bea2dba2c2bd8b47d7a30'

const assetOf = (id: AssetView['id'], kind: AssetView['kind']): AssetView => ({
  id,
  kind,
  status: 'ready',
  problem: null,
  fileName: kind === 'upload' ? 'mug.jpg' : 'mug-kitchen-counter-1.png',
  mime: kind === 'upload' ? 'image/jpeg' : 'image/png',
  sizeBytes: 1_482_113,
  sha256: hash,
  widthPx: 1600,
  heightPx: 1200,
  hasAlpha: false,
  durationMs: null,
  marking: kind === 'output' ? 'generated' : null,
  thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  generationId: kind === 'upload' ? null : generationId,
  files: {
    thumb: `/api/v1/assets/${id}/file?size=thumb`,
    preview: `/api/v1/assets/${id}/file?size=preview`,
    original: `/api/v1/assets/${id}/file?size=original`,
    download: `/api/v1/assets/${id}/file?size=original&download=1`,
  },
  createdAt: AT,
})

const [shot = fail()] = SHOTS
const model = BUILT_IN_REGISTRY.models.find(({ retiresOn }) => retiresOn === null) ?? fail()
const credits: CreditsView = { available: 118, held: 2 }
const work = { shotId: shot.id, modelId: model.id, sourceAssetIds: [upload], count: 1 }

const quote: QuoteView = {
  id: quoteId,
  credits: 2,
  items: [{ label: `${shot.name} · ${model.name} · 1K · 1:1`, count: 1, creditsEach: 2, credits: 2 }],
  warnings: [],
  expiresAt: '2026-11-22T10:00:00.000Z',
}

const running: GenerationView = {
  id: generationId,
  status: 'queued',
  shotId: shot.id,
  prompt: '',
  modelId: model.id,
  modelName: model.name,
  provider: model.provider,
  makes: model.makes,
  options: {},
  refines: null,
  aspectRatio: '1:1',
  imageSize: '1K',
  count: 1,
  sources: [{ assetId: upload, sha256: hash, role: 'product', asset: assetOf(upload, 'upload') }],
  outputs: [
    {
      id: 'out_01kac3qz1k2m3n4p5q6r7s8t9v',
      index: 0,
      status: 'queued',
      attempt: 0,
      asset: null,
      failure: null,
      creditsCharged: 0,
      recipe: null,
      startedAt: null,
      finishedAt: null,
    },
  ],
  credits: { quoted: 2, charged: 0, held: 2, returned: 0 },
  createdAt: AT,
  finishedAt: null,
}

const [output = fail()] = running.outputs
const finished: GenerationView = {
  ...running,
  status: 'succeeded',
  outputs: [
    {
      ...output,
      status: 'succeeded',
      attempt: 1,
      asset: assetOf(made, 'output'),
      creditsCharged: 2,
      startedAt: AT,
      finishedAt: '2026-11-22T09:30:21.000Z',
    },
  ],
  credits: { quoted: 2, charged: 2, held: 0, returned: 0 },
  finishedAt: '2026-11-22T09:30:21.000Z',
}

const cancelled: GenerationView = {
  ...running,
  status: 'cancelled',
  outputs: [{ ...output, status: 'cancelled', finishedAt: AT }],
  credits: { quoted: 2, charged: 0, held: 0, returned: 2 },
  finishedAt: AT,
}

const { id, index } = output
const lineage: LineageView = {
  generations: [
    {
      ...{ id: generationId, shotId: shot.id, prompt: '', makes: 'picture', createdAt: AT },
      ...{ modelId: model.id, modelName: model.name },
      outputs: [{ id, index, status: 'succeeded', asset: assetOf(made, 'output') }],
    },
  ],
  assets: [assetOf(upload, 'upload')],
  sources: [{ assetId: upload, generationId, role: 'product' }],
  refinements: [],
  isComplete: true,
}

const entry: EntryView = {
  id: 'ent_01kac3qz2m3n4p5q6r7s8t9v0w',
  seq: 7,
  kind: 'capture',
  credits: 2,
  grantId: null,
  holdId: 'hld_01kac3qz3n4p5q6r7s8t9v0w1x',
  refundOf: null,
  causeId: output.id,
  reason: 'succeeded',
  words: 'Charged for a picture',
  generationId,
  grantUses: [{ grantId: 'gra_01kac3qz4p5q6r7s8t9v0w1x2y', credits: 2 }],
  availableAfter: 118,
  heldAfter: 0,
  createdAt: AT,
  prevHash: hash,
  hash: hash.split('').reverse().join(''),
}

const caller: CallerView = {
  account: { id: 'acc_01kac3q0a1b2c3d4e5f6g7h8ja', email: 'ada@example.com', name: 'Ada' },
  token: {
    id: 'tok_01kac3q1b2c3d4e5f6g7h8jakb',
    name: 'catalogue script',
    kind: 'live',
    scopes: ['assets:read', 'assets:write', 'generations:read', 'generations:write', 'credits:read'],
    expiresAt: null,
  },
  credits,
}

const endpoint: WebhookEndpointView = {
  id: 'whe_01kac3r7h8j9kambncpdqersft',
  url: 'https://example.com/studio-events',
  description: 'Catalogue script',
  events: ['generation.succeeded', 'generation.failed'],
  createdAt: AT,
  disabledAt: null,
  disabledReason: null,
  previousSecretUntil: null,
}

const delivery: DeliveryView = {
  id: 'dlv_01kac3r8j9kambncpdqersftgv',
  endpointId: endpoint.id,
  messageId: 'msg_01kac3r9kambncpdqersftgvhw',
  type: 'generation.succeeded',
  status: 'delivered',
  attempts: 1,
  nextAttemptAt: null,
  lastStatus: 204,
  lastProblem: null,
  lastDurationMs: 41,
  payload: {
    type: 'generation.succeeded',
    timestamp: '2026-11-22T09:30:21.000Z',
    data: { generationId, status: 'succeeded' },
  },
  createdAt: '2026-11-22T09:30:21.000Z',
  endedAt: '2026-11-22T09:30:21.000Z',
}

const archive: ExportView = {
  id: 'exp_01kac3s0a1b2c3d4e5f6g7h8ja',
  status: 'ready',
  assetIds: null,
  filesTotal: 214,
  filesDone: 214,
  sizeBytes: 318_220_114,
  failure: null,
  file: '/api/exports/exp_01kac3s0a1b2c3d4e5f6g7h8ja/file',
  url: 'https://files.example.com/accounts/acc_01/exports/exp_01/archive.zip?signature=…',
  createdAt: AT,
  finishedAt: '2026-11-22T09:31:02.000Z',
  expiresAt: '2026-11-29T09:30:00.000Z',
}

const description: DescribedContent = {
  product: 'Ceramic mug',
  category: 'kitchen',
  materials: ['glazed ceramic'],
  colours: [{ name: 'sand', hex: '#d8c3a5' }],
  suggestedShotIds: [shot.id],
  altText: 'Sand-coloured ceramic mug with a round handle',
}

const analysis: AnalysisView = {
  assetId: upload,
  status: 'ready',
  content: {
    ...description,
    photo: {
      productCount: 1,
      score: 82,
      remarks: [{ code: 'hard_shadow', words: 'A hard shadow falls to the right.' }],
    },
  },
  isEdited: false,
  failure: null,
  cutOut: { confidence: 0.86, verdict: 'sure', words: CUT_OUT_WORDS.sure },
  provider: 'Gemini',
  modelId: 'gemini-3.8-flash',
  modelVersion: 'gemini-3.8-flash',
}

const shotToSave: SavedShotInput = {
  name: 'Our terrace',
  words: 'on our terrace at dusk',
  baseShotId: 'outdoor',
  modelId: model.id,
  aspectRatio: '4:5',
  imageSize: '2K',
  options: {},
}

const outdoor = SHOTS.find(({ id }) => id === shotToSave.baseShotId)
const savedShot = viewShot(
  fromSavedShot({ ...shotToSave, id: 'sht_01kac3r2c3d4e5f6g7h8j9kamb', version: 1 }, outdoor),
)

const brandKitToSave: BrandKitInput = {
  colours: ['#0a5c55', '#f0e6d8'],
  logoAssetId: upload,
  wordsToUse: ['calm', 'natural'],
  wordsToAvoid: ['cheap'],
}

const brandKit: BrandKitView = { ...brandKitToSave, logo: assetOf(upload, 'upload'), updatedAt: AT }

const batchId = 'bat_01kac3t0a1b2c3d4e5f6g7h8ja'

const batch: BatchView = {
  id: batchId,
  name: 'Autumn catalogue',
  status: 'running',
  endReason: null,
  items: { total: 240, pending: 96, started: 8, succeeded: 134, failed: 2, cancelled: 0 },
  review: { open: 134, accepted: 0, rejected: 0 },
  failures: [
    { code: 'blocked_prompt', message: 'Gemini refused the words. Change them and try again.', count: 2 },
  ],
  credits: { quoted: 480, charged: 268, held: 208, returned: 4 },
  pace: { itemsPerMinute: 12, minutesLeft: 8.7 },
  waitsFor: null,
  stopLossPercent: 20,
  createdAt: AT,
  startedAt: AT,
  finishedAt: null,
}

const batchToStart: Partial<StartBatch> = {
  name: batch.name,
  sources: {
    assetIds: [upload],
    skus: { [upload]: 'MUG-2' },
    productIds: [],
    rows: [{ url: 'https://shop.example.com/photos/mug.jpg', sku: 'MUG-1' }],
  },
  work: [{ shotId: shot.id, count: 1 }],
  stopLossPercent: 20,
  maxCredits: 480,
}

const batchItem: BatchItemView = {
  id: 'bit_01kac3t1b2c3d4e5f6g7h8j9ka',
  position: 0,
  status: 'succeeded',
  name: 'mug.jpg',
  sku: null,
  shotId: shot.id,
  sourceAssetId: upload,
  sourceThumb: `/api/v1/assets/${upload}/file?size=thumb`,
  productId: null,
  url: null,
  generationId,
  outputs: finished.outputs.map(({ id, status, asset, failure }) => ({ id, status, asset, failure })),
  failure: null,
  credits: 2,
  creditsCharged: 2,
  review: 'open',
  outputId: null,
  rating: null,
  cautions: [],
}

const page = (item: unknown) => ({ items: [item], nextCursor: null })

const REQUESTS: Record<string, unknown> = {
  uploadAsset: { url: 'https://shop.example.com/photos/mug.jpg' },
  editAnalysis: description,
  saveShot: shotToSave,
  changeShot: shotToSave,
  saveBrandKit: brandKitToSave,
  createQuote: work,
  startGeneration: { ...work, quoteId },
  startBatch: batchToStart,
  planPublication: planRequest,
  createExport: { assetIds: [upload] },
  createWebhookEndpoint: { url: endpoint.url, events: endpoint.events, description: endpoint.description },
}

const RESPONSES: Record<string, unknown> = {
  getCaller: caller,
  uploadAsset: assetOf(upload, 'upload'),
  listAssets: page(assetOf(upload, 'upload')),
  getAsset: assetOf(upload, 'upload'),
  getAnalysis: analysis,
  editAnalysis: { ...analysis, isEdited: true },
  listModels: page(viewModel(model, new Date(AT), ['gemini', 'kling', 'local'])),
  listShots: page(viewShot(shot)),
  saveShot: savedShot,
  changeShot: { ...savedShot, version: 2 },
  getBrandKit: brandKit,
  saveBrandKit: brandKit,
  createQuote: quote,
  startGeneration: running,
  listGenerations: page(finished),
  getGeneration: finished,
  getLineage: lineage,
  cancelGeneration: cancelled,
  startBatch: {
    ...batch,
    items: { ...batch.items, pending: 232, succeeded: 0, failed: 0 },
    review: { open: 0, accepted: 0, rejected: 0 },
    failures: [],
    credits: { quoted: 480, charged: 0, held: 480, returned: 0 },
    pace: null,
  },
  listBatches: page(batch),
  getBatch: batch,
  listBatchItems: page(batchItem),
  cancelBatch: {
    ...batch,
    endReason: 'cancelled',
    items: { ...batch.items, pending: 0, cancelled: 96 },
    credits: { quoted: 480, charged: 268, held: 16, returned: 196 },
  },
  getCredits: credits,
  listEntries: page(entry),
  listStores: page(store),
  listProducts: page(product),
  planPublication: planned,
  listPublications: page(published),
  getPublication: published,
  applyPublication: { ...planned, status: 'queued', approvedAt: published.approvedAt },
  undoPublication: undoing,
  createExport: {
    ...archive,
    status: 'queued',
    filesDone: 0,
    sizeBytes: null,
    file: null,
    url: null,
    finishedAt: null,
  },
  getExport: archive,
  listWebhookEndpoints: page(endpoint),
  createWebhookEndpoint: { ...endpoint, secret: 'whsec_Zm9ydHktdHdvIHNwb29ucyBvZiBzYWx0IHBsZWFzZQ==' },
  listWebhookDeliveries: page(delivery),
  replayWebhookDelivery: { ...delivery, status: 'pending', attempts: 0, endedAt: null },
}

/** What the JSON of a request looks like; undefined where nothing but the path is sent. */
export function exampleRequest(id: string): unknown {
  return REQUESTS[id]
}

/** What the answer of an operation looks like; `document.test.ts` asks for one of every new operation. */
export function exampleResponse(id: string): unknown {
  return RESPONSES[id]
}

function fail(): never {
  throw new Error('the registries are empty')
}
