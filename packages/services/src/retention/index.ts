export { applyRetention } from './apply-retention.ts'
export { repeatRetention } from './repeat-retention.ts'
export type { RetentionLine } from './report-retention.ts'
export { reportRetention } from './report-retention.ts'
