export type {
  EarlierTurn,
  MadePicture,
  PictureProvider,
  PictureRequest,
  ProviderTask,
  ProviderUsage,
  SourcePicture,
  StillMaking,
} from './port.ts'
export { isMade, ProviderFailure } from './port.ts'
export { createUnconfigured } from './unconfigured.ts'
