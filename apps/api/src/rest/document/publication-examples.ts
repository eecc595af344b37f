import type { PublicationView } from '@studio/core/publications'
import { product } from './store-examples.ts'

const AT = '2026-11-22T09:30:00.000Z'
const assetId = 'ast_01kac3r1b2c3d4e5f6g7h8j9ka'
const [media = fail()] = product.media
const old = { from: 'store', mediaId: media.foreignId } as const

/** What to change: the first picture becomes one that was made here. */
export const planRequest = {
  storeId: product.storeId,
  productId: product.id,
  changes: [{ op: 'replace', mediaId: media.foreignId, assetId }],
}

/** The plan that comes of it. */
export const planned: PublicationView = {
  id: 'pub_01kac3v1b2c3d4e5f6g7h8jakb',
  storeId: product.storeId,
  productId: product.id,
  groupId: 'pgr_01kac3v0a1b2c3d4e5f6g7h8ja',
  title: product.title,
  status: 'planned',
  undoesId: null,
  undoneById: null,
  canUndo: false,
  before: [{ ref: old, alt: media.alt, file: media.file, change: 'removed' }],
  after: [
    {
      ref: { from: 'asset', assetId },
      alt: media.alt,
      file: `/api/v1/assets/${assetId}/file?size=thumb`,
      change: 'added',
    },
  ],
  variants: [
    {
      foreignId: 'gid://shopify/ProductVariant/50853180703022',
      title: 'Sand',
      before: `store ${media.foreignId}`,
      after: `asset ${assetId}`,
    },
  ],
  warnings: [
    {
      code: 'first_is_generated',
      message:
        'The first picture, which shoppers see in lists and search results, becomes one that was made by AI.',
      assetId,
    },
  ],
  progress: { done: 0, total: 0 },
  failure: null,
  conflicts: [],
  verification: null,
  createdAt: AT,
  approvedAt: null,
  finishedAt: null,
}

/** The same, made and read back. */
export const published: PublicationView = {
  ...planned,
  status: 'published',
  canUndo: true,
  progress: { done: 3, total: 3 },
  verification: {
    readAt: '2026-11-22T09:31:12.000Z',
    markings: [{ assetId, mediaId: 'gid://shopify/MediaImage/43807710118126', marking: 'intact' }],
  },
  approvedAt: '2026-11-22T09:31:00.000Z',
  finishedAt: '2026-11-22T09:31:12.000Z',
}

/** The publication that takes it back. */
export const undoing: PublicationView = {
  ...planned,
  id: 'pub_01kac3w1b2c3d4e5f6g7h8jakb',
  status: 'queued',
  undoesId: planned.id,
  before: planned.after,
  after: [{ ref: old, alt: media.alt, file: media.file, change: 'added' }],
  variants: planned.variants.map(({ before, after, ...variant }) => ({
    ...variant,
    before: after,
    after: before,
  })),
  warnings: [],
  approvedAt: '2026-11-22T10:00:00.000Z',
}

function fail(): never {
  throw new Error('the example of a product has no picture')
}
