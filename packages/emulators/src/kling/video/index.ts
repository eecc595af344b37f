export type { VideoMaker, VideoOrder } from './make-video.ts'
export { createVideoMaker, makeSampleVideo } from './make-video.ts'
