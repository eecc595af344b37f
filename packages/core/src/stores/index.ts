export type { CatalogueLimits } from './catalogue-limits.ts'
export { CATALOGUE_LIMITS, excessOf } from './catalogue-limits.ts'
export type { ShopifyCredentials, StoreCredentials, WooCommerceCredentials } from './credentials.ts'
export { areDue, areReplaceable, storeCredentialsSchema } from './credentials.ts'
export type { StoreFailureCode } from './failure-code.ts'
export { foreignIdSchema } from './foreign-id.ts'
export type { ImportProblem } from './import-problems.ts'
export { IMPORT_PROBLEMS } from './import-problems.ts'
export type { ImportProblemView, ProductSourceView, ProductView, StoreProblem, StoreView } from './schema.ts'
export {
  beginShopifyInput,
  beginWooCommerceInput,
  claimInput,
  claimView,
  connectShopifyAppInput,
  connectWooCommerceInput,
  disconnectedView,
  disconnectStoreInput,
  importProblemView,
  importProductsInput,
  listProductsInput,
  mediaStateSchema,
  productIdsInput,
  productIdsView,
  productInput,
  productMediaInput,
  productSourcesInput,
  productSourceView,
  productTypeView,
  productView,
  STORE_PROBLEMS,
  storeInput,
  storeView,
  variantStateSchema,
  visitView,
} from './schema.ts'
export { APPLICATION_ID, approvalUrl, readSite } from './site-address.ts'
export type {
  MediaState,
  ProductState,
  StoreLimits,
  StorePlatform,
  VariantState,
} from './state.ts'
export { PLATFORM_NAMES, STORE_PLATFORMS } from './state.ts'
