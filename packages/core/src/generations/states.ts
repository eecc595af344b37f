/** The states of one output. `queued` and `running` are open; the others are ends. */
export const OUTPUT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const

/** The state of one output. */
export type OutputStatus = (typeof OUTPUT_STATUSES)[number]

/** The state of a generation, which is nothing but what its outputs' states add up to. */
export type GenerationStatus = OutputStatus

/** Whether an output has come to its end; an end is never left again. */
export function hasEnded(status: OutputStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled'
}

/**
 * What a generation's state is, given its outputs': open while any output is open; then `succeeded` if
 * there is at least one picture, `cancelled` if all were cancelled, and `failed` otherwise.
 */
export function summarizeStatus(outputs: readonly OutputStatus[]): GenerationStatus {
  if (outputs.some((status) => !hasEnded(status))) {
    return outputs.every((status) => status === 'queued') ? 'queued' : 'running'
  }
  if (outputs.includes('succeeded')) return 'succeeded'
  return outputs.every((status) => status === 'cancelled') ? 'cancelled' : 'failed'
}
