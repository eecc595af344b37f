import { type Deps, requireAccount, type TokenActor } from '../kernel/index.ts'

/** What is left to spend, told to a program with the answer to what it just did with credits. */
export async function readAvailableCredits(actor: TokenActor, { db }: Pick<Deps, 'db'>): Promise<number> {
  const accountId = requireAccount(actor, 'generations:write')
  return (await db.creditBalance.findUnique({ where: { accountId } }))?.available ?? 0
}
