/** How long a provider may take over a task that it has; for videos it is Kling's own advice to give up then. */
export const MAX_MAKING_MS = 30 * 60_000

/** How long an output waits for a provider that has no place for it. */
export const MAX_WAITING_MS = 20 * 60_000

/**
 * Whether a provider that is still at it has been waited for long enough. `startedAt` is when the present try began,
 * `submittedAt` when the provider took it, if it did.
 */
export function isOverdue(
  { startedAt, submittedAt }: { startedAt: Date; submittedAt: Date | null },
  now: Date,
): boolean {
  const waitedMs = now.getTime() - (submittedAt ?? startedAt).getTime()
  return waitedMs >= (submittedAt ? MAX_MAKING_MS : MAX_WAITING_MS)
}
