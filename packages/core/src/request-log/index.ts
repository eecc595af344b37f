export type { LoggedRequestView, RequestFilter, RequestPage } from './schema.ts'
export { listRequestsInput, loggedRequestView, requestPage, statusClassSchema } from './schema.ts'
