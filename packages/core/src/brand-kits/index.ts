export type { BrandKitInput, BrandKitView } from './schema.ts'
export { brandKitInput, brandKitView } from './schema.ts'
