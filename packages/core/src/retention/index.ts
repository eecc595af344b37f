export type { RetainedThing, RetentionRule } from './rules.ts'
export { RETENTION_RULES, retentionCutoff } from './rules.ts'
