export type { Derivatives, PictureHeader, Pictures, VideoDerivatives, VideoReading } from './port.ts'
export { PictureUnreadable } from './port.ts'
export type { SharpPicturesOptions } from './sharp-pictures.ts'
export { createSharpPictures } from './sharp-pictures.ts'
