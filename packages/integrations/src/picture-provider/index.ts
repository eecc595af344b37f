export type { MadePicture, PictureProvider, PictureRequest, ProviderUsage, SourcePicture } from './port.ts'
export { ProviderFailure } from './port.ts'
