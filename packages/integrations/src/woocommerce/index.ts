export type { SiteLogin, SiteOptions } from './call-site.ts'
export type { WooCommerceOptions } from './connector.ts'
export { createWooCommerceConnector, WOOCOMMERCE_LIMITS } from './connector.ts'
