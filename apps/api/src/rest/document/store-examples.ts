import type { ProductView, StoreView } from '@studio/core/stores'

/** A connected Shopify store. */
export const store: StoreView = {
  id: 'str_01kac3t0a1b2c3d4e5f6g7h8ja',
  platform: 'shopify',
  shop: 'quiet-goods.myshopify.com',
  name: 'Quiet Goods',
  address: 'https://shop.example.com',
  status: 'connected',
  problem: null,
  leaving: null,
  mirror: { status: 'ready', products: 214, at: '2026-11-22T09:30:00.000Z' },
  scopes: ['write_products', 'write_files'],
  publications: 38,
  createdAt: '2026-11-20T16:12:00.000Z',
  disconnectedAt: null,
}

const id = 'prd_01kac3t1b2c3d4e5f6g7h8jakb'
const mediaId = 'gid://shopify/MediaImage/43807710085358'

/** A mirrored product of a Shopify store. */
export const product: ProductView = {
  id,
  storeId: store.id,
  foreignId: 'gid://shopify/Product/10078154522862',
  title: 'Ceramic mug',
  handle: 'ceramic-mug',
  status: 'ACTIVE',
  productType: 'Mugs',
  vendor: 'Kiln',
  url: 'https://shop.example.com/products/ceramic-mug',
  media: [
    {
      foreignId: mediaId,
      kind: 'picture',
      alt: 'Sand-coloured ceramic mug with a round handle',
      widthPx: 1600,
      heightPx: 1200,
      file: `/api/products/${id}/media/${encodeURIComponent(mediaId)}?v=9f86d081884c7d65`,
      publicationId: null,
    },
  ],
  variants: [
    { foreignId: 'gid://shopify/ProductVariant/50853180703022', title: 'Sand', sku: 'MUG-SAND', mediaId },
  ],
  readAt: '2026-11-22T09:30:00.000Z',
}
