export type { CheckDeps } from './check-storage.ts'
export { checkStorage } from './check-storage.ts'
export type { CheckOptions, Finding, StorageReport } from './finding.ts'
