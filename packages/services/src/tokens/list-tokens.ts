import { notFound, type Page, toPage } from '@studio/core/kernel'
import type { TokenView } from '@studio/core/tokens'
import { type Actor, type Deps, requireOperator, requirePerson } from '../kernel/index.ts'
import { viewToken } from './view-token.ts'

/** Lists the account's tokens, newest first, also those that no longer work. */
export async function listTokens(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  { db }: Pick<Deps, 'db'>,
): Promise<Page<TokenView>> {
  const rows = await db.token.findMany({
    where: { accountId: requirePerson(actor), ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: page.items.map(viewToken), nextCursor: page.nextCursor }
}

/** All tokens of one account, for the operator's command line. @throws DomainError `not_found` */
export async function listTokensAsOperator(
  actor: Actor,
  { email }: { email: string },
  { db }: Pick<Deps, 'db'>,
): Promise<TokenView[]> {
  requireOperator(actor)
  const account = await db.account.findUnique({
    where: { email },
    include: { tokens: { orderBy: { id: 'desc' } } },
  })
  if (!account) throw notFound('account')
  return account.tokens.map(viewToken)
}
