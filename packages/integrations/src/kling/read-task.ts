import type { ProviderPrice } from '@studio/core/models'
import { z } from 'zod'
import type { ProviderUsage } from '../picture-provider/index.ts'

/** A task as both of Kling's dialects tell it. */
export type KlingTask = {
  /** Kling's own id, for its support. */
  id: string
  state: 'making' | 'done' | 'failed'
  /** Why it failed. */
  reason: string
  resultUrls: readonly string[]
  /** When Kling took it; null where the answer does not say. */
  createdAtMs: number | null
  /** Units of a pack, and money beside it in US dollars, that it took; nothing before it has ended. */
  units: number
  cashUsd: number
}

/** Numbers come as text as well. */
const amount = z.coerce.number().nonnegative().catch(0)
const text = z.string().nullish().catch(null)
const file = z.object({ url: z.string() })
const files = z.array(file).nullish().catch(null)

const taskAnswer = z.object({
  // Classic.
  task_id: text,
  task_status: text,
  task_status_msg: text,
  task_result: z.object({ images: files, videos: files }).nullish().catch(null),
  final_unit_deduction: amount,
  created_at: z.number().nullish().catch(null),
  // New.
  id: text,
  status: text,
  message: text,
  outputs: files,
  billing: z
    .array(z.object({ charge_type: text, amount, currency: text }))
    .nullish()
    .catch(null),
  create_time: z.number().nullish().catch(null),
})

/** Reads a task in either dialect: each has been seen to use words of the other. Null when it is none. */
export function readTask(data: unknown): KlingTask | null {
  const read = taskAnswer.safeParse(data)
  if (!read.success) return null
  const task = read.data
  const id = task.task_id ?? task.id
  const status = task.task_status ?? task.status
  if (!id || !status) return null
  const billing = task.billing ?? []
  const sumOf = (kind: string) =>
    billing.reduce((sum, item) => sum + (item.charge_type === kind ? item.amount : 0), 0)
  const results = task.task_result?.images ?? task.task_result?.videos ?? task.outputs ?? []
  return {
    id,
    state: stateOf(status),
    reason: task.task_status_msg ?? task.message ?? '',
    resultUrls: results.map(({ url }) => url),
    createdAtMs: task.created_at ?? task.create_time ?? null,
    units: task.final_unit_deduction + sumOf('unit'),
    cashUsd: sumOf('cash'),
  }
}

/** `succeed` and `succeeded` are both documented. A state that is not known yet is waited out. */
function stateOf(status: string): KlingTask['state'] {
  if (/^succe/.test(status)) return 'done'
  return /^(fail|cancel|expire)/.test(status) ? 'failed' : 'making'
}

/** What a task cost us. Kling counts no tokens. */
export function measureUsage({ units, cashUsd }: KlingTask, price: ProviderPrice): ProviderUsage {
  const usdPerUnit = price.by === 'units' ? price.usdPerUnit : 0
  return {
    inputTokens: 0,
    outputTokens: 0,
    costMicroUsd: Math.round((units * usdPerUnit + cashUsd) * 1_000_000),
  }
}
