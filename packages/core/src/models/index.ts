export type { AspectRatio } from './ratios.ts'
export { ASPECT_RATIOS } from './ratios.ts'
export type { ImageSize, Model, Provider, ProviderPrice } from './registry.ts'
export {
  DEFAULT_MODEL_ID,
  findModel,
  IMAGE_SIZES,
  isServed,
  MODELS,
  PRICE_LIST_VERSION,
  PROVIDER_NAMES,
} from './registry.ts'
export { SAMPLE_MODEL_ID } from './sample.ts'
export type { ModelView } from './schema.ts'
export { aspectRatioSchema, imageSizeSchema, modelView, viewModel } from './schema.ts'
