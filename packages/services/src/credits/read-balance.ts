import type { CreditsView } from '@studio/core/credits'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/** Reads what the account can spend and what is set aside. */
export async function readBalance(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<CreditsView> {
  const accountId = requireAccount(actor, 'credits:read')
  const balance = await db.creditBalance.findUnique({ where: { accountId } })
  return { available: balance?.available ?? 0, held: balance?.held ?? 0 }
}
