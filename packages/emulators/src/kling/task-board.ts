import { randomInt } from 'node:crypto'
import type { EmulatorClock } from '../stand-in/clock.ts'
import type { Effect } from './effect.ts'
import { KINDS, type Kind } from './products.ts'
import type { Order } from './read-order.ts'
import { ServiceError } from './service-error.ts'
import { unitsOf } from './show-task.ts'
import type { Task, TaskState } from './task.ts'

/** How many tasks of a kind may run at once (an image task counts for each of its images), and the units left. */
export type Means = Record<Kind, { places: number; units: number }>

/** All tasks of the one account. */
export type TaskBoard = {
  means: Means
  /** @throws ServiceError 1303 without a place, 1102 without units, 1201 for an id that is in use */
  begin(order: Order, effect: Effect | undefined): Task
  /** Finds a task by its id or by that of the caller. */
  find(id: string): Task | undefined
  list(): Task[]
  reset(): void
}

/** How long a task of a kind takes, in milliseconds. */
export type Durations = (order: Order) => number

type Parts = {
  clock: EmulatorClock
  durationOf: Durations
  /** Told of each state of a task, the first one included. */
  onChange: (task: Task) => unknown
  /** Begun with a task and awaited before it ends well: its results are there by then. */
  prepare: (task: Task) => Promise<unknown>
}

const PLENTY = { places: 20, units: 1_000_000 }
const RISK = 'Failure to pass the risk control system'

/** Keeps tasks: submitted, then at work for a while, then done or failed. */
export function createTaskBoard({ clock, durationOf, onChange, prepare }: Parts): TaskBoard {
  const tasks = new Map<string, Task>()
  const means = Object.fromEntries(KINDS.map((kind) => [kind, { ...PLENTY }])) as Means

  function change(task: Task, state: TaskState): unknown {
    if (!tasks.has(task.id)) return undefined
    task.state = state
    task.updatedAtMs = clock.nowMs()
    return onChange(task)
  }

  async function end(task: Task, prepared: Promise<string | null>): Promise<void> {
    const reason = reasonToFail(task.effect) ?? (await prepared)
    if (reason !== null) {
      task.reason = reason
      await change(task, 'failed')
      return
    }
    // Only what ended well is paid for.
    means[task.order.product.kind].units -= unitsOf(task)
    await change(task, 'done')
  }

  const placesTaken = (kind: Kind) =>
    [...tasks.values()]
      .filter(
        ({ state, order }) =>
          order.product.kind === kind && (state === 'submitted' || state === 'processing'),
      )
      .reduce((sum, { order }) => sum + placesOf(order), 0)

  return {
    means,
    begin(order, effect) {
      const { kind } = order.product
      const isInUse = [...tasks.values()].some(({ order: { externalId } }) => externalId === order.externalId)
      if (order.externalId !== null && isInUse)
        throw new ServiceError(1201, 'external_task_id already exists')
      const createdAtMs = clock.nowMs()
      const facts = { order, effect, reason: '', createdAtMs, updatedAtMs: createdAtMs, timesShown: 0 }
      const task: Task = { id: newTaskId(createdAtMs), state: 'submitted', ...facts }
      if (means[kind].units < unitsOf(task)) throw new ServiceError(1102)
      if (placesTaken(kind) + placesOf(order) > means[kind].places) throw new ServiceError(1303)
      tasks.set(task.id, task)
      const durationMs = (effect?.kind === 'slow' && effect.durationMs) || durationOf(order)
      onChange(task)
      clock.at(createdAtMs + durationMs / 10, () => change(task, 'processing'))
      const prepared = prepare(task).then(
        () => null,
        (error: unknown) => `the result could not be made: ${error}`,
      )
      clock.at(createdAtMs + durationMs, () => end(task, prepared))
      return task
    },
    find: (id) => tasks.get(id) ?? [...tasks.values()].find(({ order: { externalId } }) => externalId === id),
    list: () => [...tasks.values()].reverse(),
    reset() {
      tasks.clear()
      for (const kind of KINDS) Object.assign(means[kind], PLENTY)
    },
  }
}

function reasonToFail(effect: Effect | undefined): string | null {
  if (effect?.kind === 'failed') return effect.reason ?? 'task failed'
  return effect?.kind === 'blocked_output' ? RISK : null
}

/** A picture task holds a place for each of its pictures; every other holds one. */
function placesOf({ product, count }: Order): number {
  return product.kind === 'image' ? count : 1
}

/** Ids are long numbers, later ones being larger. */
function newTaskId(nowMs: number): string {
  return `${nowMs}${String(randomInt(1_000_000)).padStart(6, '0')}`
}
