export type { ChangeView, EventType } from './schema.ts'
export { changeView, EVENT_TYPES } from './schema.ts'
