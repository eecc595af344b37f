export { assetKey, assetPrefix, attemptPrefix } from './keys.ts'
export type { AssetSize, UploadMime } from './limits.ts'
export {
  ASSET_SIZES,
  DERIVATIVES,
  FILE_ENDINGS,
  isUploadMime,
  MAX_UPLOAD_BYTES,
  MAX_UPLOAD_PIXELS,
  UPLOAD_TYPES,
  USUAL_SIZES,
} from './limits.ts'
export type { AssetView } from './schema.ts'
export {
  assetFileQuery,
  assetInput,
  assetKind,
  assetStatus,
  assetView,
  importAssetInput,
  listAssetsInput,
} from './schema.ts'
export type { PictureFacts, PictureLimits } from './size-within.ts'
export { sizeWithin } from './size-within.ts'
