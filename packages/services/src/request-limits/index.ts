export type { RequestAllowance, RequestCounter } from './count-request.ts'
export { openRequestCounter } from './count-request.ts'
