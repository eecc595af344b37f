export type { NotPast, RetainedThing, RetentionRule } from './rules.ts'
export { isPast, notPast, RETENTION_RULES, retentionCutoff } from './rules.ts'
