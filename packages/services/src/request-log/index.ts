export { listRequests } from './list-requests.ts'
export type { RequestRecord, RequestRecorder } from './record-requests.ts'
export { openRequestRecorder } from './record-requests.ts'
