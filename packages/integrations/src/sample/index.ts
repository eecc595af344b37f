export { createSample } from './sample.ts'
