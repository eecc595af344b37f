import { DomainError, type Id, notFound } from '@studio/core/kernel'
import type { CallerView } from '@studio/core/tokens'
import { readBalance } from '../credits/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { viewToken } from './view-token.ts'

/**
 * Tells a program whom its token stands for and what it may do; every token may ask. The balance is only for
 * those that may see it. @throws DomainError `not_signed_in` for whoever has no token
 */
export async function describeCaller(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<CallerView> {
  if (actor.kind !== 'token') throw new DomainError('not_signed_in', 'Send a token to ask who it is.')
  const row = await db.token.findUnique({ where: { id: actor.tokenId }, include: { account: true } })
  if (!row) throw notFound('token')
  const { id, name, kind, scopes, expiresAt } = viewToken(row)
  const { account } = row
  return {
    account: { id: account.id as Id<'account'>, email: account.email, name: account.name },
    token: { id, name, kind, scopes, expiresAt },
    credits: scopes.includes('credits:read') ? await readBalance(actor, { db }) : null,
  }
}
