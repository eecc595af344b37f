export { deleteUsage } from './delete-usage.ts'
export { listUsage, viewEvent } from './list-usage.ts'
export { recordFeature } from './record-feature.ts'
export { changeUsageSettings, readUsageSettings } from './usage-settings.ts'
