export type {
  MediaState,
  ProductState,
  StoreLimits,
  StorePlatform,
  VariantState,
} from './state.ts'
export { PLATFORM_NAMES, STORE_PLATFORMS } from './state.ts'
