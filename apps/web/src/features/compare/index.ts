export type { ComparePicture } from './compare-picture.ts'
export { CompareViewer } from './compare-viewer.tsx'
