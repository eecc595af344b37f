export type { JobDeclaration, JobName, JobPayload } from './registry.ts'
export { JOBS } from './registry.ts'
