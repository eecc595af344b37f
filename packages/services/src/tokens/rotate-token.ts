import { notFound } from '@studio/core/kernel'
import type { NewTokenView, RotateTokenInput, Scope } from '@studio/core/tokens'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { viewToken } from './view-token.ts'
import { writeToken } from './write-token.ts'

const HOUR_MS = 60 * 60_000

/**
 * Replaces a token by a new one that may do the same and lasts as long from now as the old one did when it was
 * made. Both work until the grace time is over.
 * @throws DomainError `not_found`, also for one that no longer works or was replaced before
 */
export async function rotateToken(
  actor: Actor,
  { id, graceHours }: RotateTokenInput,
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<NewTokenView> {
  const accountId = requirePerson(actor)
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    // Two who rotate the same token at once must not both replace it.
    await tx.$queryRaw`SELECT id FROM token WHERE id = ${id} AND account_id = ${accountId} FOR UPDATE`
    const old = await tx.token.findFirst({ where: { id, accountId, revokedAt: null, rotatedTo: null } })
    if (!old || (old.expiresAt && old.expiresAt <= now)) throw notFound('token')
    const { name, kind, createdAt } = old
    const lastsMs = old.expiresAt && old.expiresAt.getTime() - createdAt.getTime()
    const expiresAt = lastsMs === null ? null : new Date(now.getTime() + lastsMs)
    const scopes = old.scopes as Scope[]
    const { row, token } = await writeToken(tx, { accountId, name, kind, scopes, expiresAt, now }, deps)
    const graceEndsMs = Math.min(now.getTime() + graceHours * HOUR_MS, old.expiresAt?.getTime() ?? Infinity)
    await tx.token.update({ where: { id }, data: { rotatedTo: row.id, expiresAt: new Date(graceEndsMs) } })
    await recordEvent(tx, { accountId, type: 'token.rotated', subjectId: id, now })
    return { ...viewToken(row), token }
  })
}
