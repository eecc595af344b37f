export type { ShopifyCredentials, StoreCredentials, WooCommerceCredentials } from './credentials.ts'
export { areDue, areReplaceable, storeCredentialsSchema } from './credentials.ts'
export { foreignIdSchema } from './foreign-id.ts'
export type { ProductView, StoreProblem, StoreView } from './schema.ts'
export {
  beginShopifyInput,
  connectShopifyAppInput,
  connectWooCommerceInput,
  disconnectStoreInput,
  importProductsInput,
  listProductsInput,
  mediaStateSchema,
  productInput,
  productMediaInput,
  productView,
  STORE_PROBLEMS,
  storeInput,
  storeView,
  variantStateSchema,
} from './schema.ts'
export type {
  MediaState,
  ProductState,
  StoreLimits,
  StorePlatform,
  VariantState,
} from './state.ts'
export { PLATFORM_NAMES, STORE_PLATFORMS } from './state.ts'
