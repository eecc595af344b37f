import type { Receipt } from '@studio/core/receipts'
import { OFFLINE, type Problem, ProblemError } from '../../lib/problem.ts'

/** The address of a receipt, from the fragment of `/deleted#<deletion>.<secret>`; null when it is not one. */
export function readReceiptAddress(fragment: string): string | null {
  const [, id, secret] = /^#?(del_[a-z0-9]+)\.([\w-]+)$/.exec(fragment) ?? []
  return id && secret ? `/api/receipts/${id}?key=${secret}` : null
}

/** What a receipt's address answers: the receipt, or how far the deletion is. */
export type ReceiptAnswer =
  | { status: 'finished'; receipt: Receipt }
  | { status: 'scheduled' | 'running'; dueAt: string }

const GONE: Problem = {
  code: 'not_found',
  title: 'There is no such receipt',
  message:
    'Check that the address is complete. A receipt can be fetched for 30 days; after that it is deleted, too.',
}

/** Asks for a receipt. @throws ProblemError in words for the person */
export async function fetchReceipt(address: string): Promise<ReceiptAnswer> {
  const response = await fetch(address).catch(() => {
    throw new ProblemError(OFFLINE)
  })
  if (response.status === 404) throw new ProblemError(GONE)
  if (!response.ok) throw new Error(`a receipt was answered with ${response.status}`)
  const body = await response.json()
  return response.status === 202 ? body : { status: 'finished', receipt: body }
}
