import type { Id } from '@studio/core/kernel'
import type { AccountDeletion } from '@studio/db'

/** A deletion that has begun. */
export type RunningDeletion = { id: Id<'deletion'>; accountId: Id<'account'>; requestedAt: Date }

/** A deletion's row as the steps take it. */
export function toRunning({ id, accountId, requestedAt }: AccountDeletion): RunningDeletion {
  return { id: id as Id<'deletion'>, accountId: accountId as Id<'account'>, requestedAt }
}

/** Everything stored for an account lies below this prefix. */
export function accountPrefix(accountId: string): string {
  return `accounts/${accountId}/`
}
