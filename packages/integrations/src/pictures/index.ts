export type { Derivatives, PictureHeader, Pictures } from './port.ts'
export { PictureUnreadable } from './port.ts'
export { createSharpPictures } from './sharp-pictures.ts'
