import { resultPath, type Task } from './task.ts'

/** A task as the answer to its creation shows it. */
export function showCreated(task: Task): object {
  const { id, order, createdAtMs, updatedAtMs } = task
  switch (order.product.dialect) {
    case 'classic':
      return {
        task_id: id,
        task_info: infoOf(task),
        task_status: 'submitted',
        created_at: createdAtMs,
        updated_at: updatedAtMs,
      }
    case 'solution':
      return { task_id: id, status: 'submitted', create_time: createdAtMs, update_time: updatedAtMs }
    case 'new':
      return {
        id,
        status: 'submitted',
        create_time: createdAtMs,
        update_time: updatedAtMs,
        ...(order.externalId && { external_id: order.externalId }),
      }
  }
}

/** A task as a query and a callback show it. `baseUrl` is where its results are. */
export function showTask(task: Task, baseUrl: string): object {
  return task.order.product.dialect === 'classic' ? showClassic(task, baseUrl) : showNew(task, baseUrl)
}

function showClassic(task: Task, baseUrl: string): object {
  const { id, order, reason, createdAtMs, updatedAtMs } = task
  const isVideo = order.product.kind === 'video'
  const units = String(unitsOf(task))
  const results = resultUrls(task, baseUrl).map((url, index) =>
    isVideo ? { id: `${id}${index}`, url, duration: String(order.durationSec) } : { index, url },
  )
  return {
    task_id: id,
    task_status: wordFor(task),
    task_status_msg: reason,
    task_info: infoOf(task),
    ...(task.state === 'done' && {
      task_result: {
        ...(order.path.endsWith('/omni-image') && { result_type: 'single' }),
        [isVideo ? 'videos' : 'images']: results,
      },
      final_unit_deduction: units,
      final_balance_deduction: { quota: units, list_price: units },
    }),
    watermark_info: { enabled: false },
    created_at: createdAtMs,
    updated_at: updatedAtMs,
  }
}

function showNew(task: Task, baseUrl: string): object {
  const { id, order, reason, createdAtMs, updatedAtMs } = task
  const isVideo = order.product.kind === 'video'
  return {
    id,
    status: wordFor(task),
    message: reason,
    create_time: createdAtMs,
    update_time: updatedAtMs,
    ...(order.externalId && { external_id: order.externalId }),
    ...(task.state === 'done' && {
      outputs: resultUrls(task, baseUrl).map((url, index) =>
        isVideo
          ? { type: 'video', id: `${id}${index}`, url, duration: String(order.durationSec) }
          : { type: 'image', url, group_id: '0' },
      ),
      billing: [{ charge_type: 'unit', amount: unitsOf(task).toFixed(1), package_type: order.product.kind }],
    }),
  }
}

/** `succeed` in the classic dialect and the solutions, `succeeded` in the new generation; or the other way round. */
function wordFor({ state, order, effect }: Task): string {
  if (state !== 'done') return state
  const isNew = order.product.dialect === 'new'
  return isNew !== (effect?.kind === 'other_spelling') ? 'succeeded' : 'succeed'
}

function infoOf({ order: { externalId } }: Task): object {
  return externalId ? { external_task_id: externalId } : {}
}

/** What the task costs once it has ended well; a failed one costs nothing. */
export function unitsOf({ order }: Task): number {
  return Math.round(order.units * order.count * 100) / 100
}

function resultUrls(task: Task, baseUrl: string): string[] {
  const { effect, order, timesShown } = task
  if (effect?.kind === 'no_result') return []
  const isWrong = effect?.kind === 'lost_result' || (effect?.kind === 'moved_result' && timesShown < 2)
  return Array.from({ length: order.count }, (_, index) => baseUrl + resultPath(task, index, isWrong))
}
