import type { Id } from '@studio/core/kernel'
import type { RequestFilter, RequestPage } from '@studio/core/request-log'
import { retentionCutoff } from '@studio/core/retention'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Lists the account's calls of the public API, newest first. What is past its time is not shown, even if still there. */
export async function listRequests(
  actor: Actor,
  { limit, cursor, statusClass, endpoint, tokenId, from, to }: RequestFilter,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<RequestPage> {
  const firstStatus = statusClass && Number(statusClass[0]) * 100
  const rows = await db.requestLog.findMany({
    where: {
      accountId: requirePerson(actor),
      createdAt: {
        gt: retentionCutoff('requestLog', clock.now()),
        ...(from && { gte: from }),
        ...(to && { lt: to }),
      },
      ...(cursor && { id: { lt: BigInt(cursor) } }),
      ...(firstStatus && { status: { gte: firstStatus, lt: firstStatus + 100 } }),
      ...(endpoint && { endpoint }),
      ...(tokenId && { tokenId }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const items = rows
    .slice(0, limit)
    .map(({ id, accountId: _, createdAt, tokenId: usedTokenId, ...rest }) => ({
      ...rest,
      id: String(id),
      tokenId: usedTokenId as Id<'token'> | null,
      createdAt: createdAt.toISOString(),
    }))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
