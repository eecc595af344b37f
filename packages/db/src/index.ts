export type { AttemptStore } from './attempts.ts'
export { openAttemptStore } from './attempts.ts'
export type { Database, DatabaseOptions, Sql, Statement, Transaction } from './client.ts'
export {
  inSingleStatements,
  inTransaction,
  isDatabaseGone,
  isUniqueViolation,
  openDatabase,
  readLists,
  readRows,
} from './client.ts'
export type { AnnouncedEvent, NewEvent } from './events.ts'
export { recordEvent, recordEvents } from './events.ts'
export type * from './generated/client.ts'
export { Prisma } from './generated/client.ts'
export type { EventListener, EventSink } from './listen-to-events.ts'
export { listenToEvents } from './listen-to-events.ts'
export type { LookUp } from './look-up-together.ts'
export { createLookUp } from './look-up-together.ts'
export type {
  EnqueueOptions,
  JobDelivery,
  JobHandlers,
  NewJob,
  OpenQueue,
  Queue,
  QueueOptions,
} from './queue/queue.ts'
export { openQueue } from './queue/queue.ts'
