import type { Effect } from './effect.ts'
import type { Order } from './read-order.ts'

/** Where a task is. `done` is spelled differently by each dialect. */
export type TaskState = 'submitted' | 'processing' | 'done' | 'failed'

/** One task. Times are in milliseconds of the emulator's clock. */
export type Task = {
  id: string
  order: Order
  state: TaskState
  /** Why it failed. */
  reason: string
  createdAtMs: number
  updatedAtMs: number
  effect: Effect | undefined
  /** How often its result's address was given out. */
  timesShown: number
}

/** Where a result of a task is kept, below the emulator's URL. */
export function resultPath({ id, order: { product } }: Task, index: number, isWrong: boolean): string {
  const ending = product.kind === 'video' ? 'mp4' : 'png'
  return `/emu-cdn/${id}-${index}${isWrong ? '-gone' : ''}.${ending}`
}
