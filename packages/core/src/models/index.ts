export { registryModelsSchema } from './check-registry.ts'
export { LOCAL_STUDIO_ID, SAMPLE_MODEL_ID } from './local.ts'
export type { AspectRatio } from './ratios.ts'
export { ASPECT_RATIOS } from './ratios.ts'
export type {
  ImageSize,
  Model,
  ModelRoute,
  PhotoLimits,
  Provider,
  ProviderPrice,
  Registry,
  Task,
} from './registry.ts'
export {
  BUILT_IN_REGISTRY,
  creditsFor,
  currentModelId,
  DEFAULT_MODEL_ID,
  findModel,
  fitsLimits,
  IMAGE_SIZES,
  isServed,
  PROVIDER_NAMES,
  TASKS,
} from './registry.ts'
export type { ModelView } from './schema.ts'
export { aspectRatioSchema, imageSizeSchema, modelView, taskSchema, viewModel } from './schema.ts'
