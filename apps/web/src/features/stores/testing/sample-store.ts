import type { PublicationView } from '@studio/core/publications'
import type { ProductView, StoreView } from '@studio/core/stores'

const AT = '2026-11-22T12:00:00.000Z'

/** A store as the API shows it: a Shopify shop, connected and read. */
export function sampleStore(changes: Partial<StoreView> = {}): StoreView {
  return {
    id: 'str_01kaaaaaaaaaaaaaaaaaaaaaaa',
    platform: 'shopify',
    shop: 'quiet-goods.myshopify.com',
    name: 'Quiet Goods',
    address: 'https://quiet-goods.example',
    status: 'connected',
    problem: null,
    leaving: null,
    mirror: { status: 'ready', products: 40, at: AT },
    scopes: ['write_products', 'write_files'],
    publications: 0,
    createdAt: AT,
    disconnectedAt: null,
    ...changes,
  }
}

/** A product with three pictures and two variants. */
export function sampleProduct(changes: Partial<ProductView> = {}): ProductView {
  return {
    id: 'prd_01kaaaaaaaaaaaaaaaaaaaaaaa',
    storeId: 'str_01kaaaaaaaaaaaaaaaaaaaaaaa',
    foreignId: 'gid://shopify/Product/1',
    title: 'Canvas sneaker',
    handle: 'canvas-sneaker',
    status: 'active',
    productType: 'Shoes',
    vendor: 'Quiet Goods',
    url: 'https://quiet-goods.example/products/canvas-sneaker',
    media: ['1', '2', '3'].map((foreignId) => ({
      ...{ foreignId, kind: 'picture', alt: `View ${foreignId}`, widthPx: 800, heightPx: 800 },
      ...{ file: `/api/products/x/media/${foreignId}`, publicationId: null },
    })) as ProductView['media'],
    variants: [
      { foreignId: '91', title: 'White', sku: 'CS-W', mediaId: '2' },
      { foreignId: '92', title: 'Black', sku: 'CS-B', mediaId: null },
    ],
    readAt: AT,
    ...changes,
  }
}

/** A planned publication: a new picture becomes the first, and the third goes. */
export function samplePublication(changes: Partial<PublicationView> = {}): PublicationView {
  const kept = (mediaId: string, change: PublicationView['before'][number]['change'] = 'kept') => ({
    ref: { from: 'store' as const, mediaId },
    alt: `View ${mediaId}`,
    file: `/api/products/x/media/${mediaId}`,
    change,
  })
  return {
    id: 'pub_01kaaaaaaaaaaaaaaaaaaaaaaa',
    storeId: 'str_01kaaaaaaaaaaaaaaaaaaaaaaa',
    productId: 'prd_01kaaaaaaaaaaaaaaaaaaaaaaa',
    groupId: 'pgr_01kaaaaaaaaaaaaaaaaaaaaaaa',
    title: 'Canvas sneaker',
    status: 'planned',
    undoesId: null,
    undoneById: null,
    canUndo: false,
    before: [kept('1'), kept('2'), kept('3', 'removed')],
    after: [
      {
        ref: { from: 'asset', assetId: 'ast_01kaaaaaaaaaaaaaaaaaaaaaaa' },
        ...{ alt: 'A white sneaker on stone', file: '/api/assets/x/file?size=thumb', change: 'added' },
      },
      kept('1'),
      kept('2'),
    ],
    variants: [],
    warnings: [],
    progress: { done: 0, total: 0 },
    failure: null,
    conflicts: [],
    verification: null,
    createdAt: AT,
    approvedAt: null,
    finishedAt: null,
    ...changes,
  }
}
