export type { Feature } from './features.ts'
export { FEATURE_IDS, FEATURES } from './features.ts'
export type { UsageKind } from './kinds.ts'
export { eventTypesOf, USAGE_KIND_IDS, USAGE_KINDS } from './kinds.ts'
export type { UsageEventView, UsageFilter, UsageSettings } from './schema.ts'
export {
  deletedUsageView,
  deleteUsageInput,
  listUsageInput,
  recordUsageInput,
  usageEventView,
  usageSettings,
} from './schema.ts'
export type { EventFacts } from './words.ts'
export { eventWords } from './words.ts'
