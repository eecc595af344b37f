import type { UsageSettings } from '@studio/core/usage'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Tells whether the screens that the account opens are written down. */
export async function readUsageSettings(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<UsageSettings> {
  const account = await db.account.findUniqueOrThrow({ where: { id: requirePerson(actor) } })
  return { isFeatureUseRecorded: account.isFeatureUseRecorded }
}

/** Switches writing down opened screens on or off; what is written down already stays until it is deleted. */
export async function changeUsageSettings(
  actor: Actor,
  { isFeatureUseRecorded }: UsageSettings,
  { db }: Pick<Deps, 'db'>,
): Promise<UsageSettings> {
  await db.account.update({ where: { id: requirePerson(actor) }, data: { isFeatureUseRecorded } })
  return { isFeatureUseRecorded }
}
