export type { LocalStudioLogger, LocalStudioOptions } from './local-studio.ts'
export { createLocalStudio } from './local-studio.ts'
export type { LocalStudio } from './port.ts'
