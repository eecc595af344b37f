import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/**
 * Deletes what is written down about the account's use for good: all of it, or what dates from before a moment
 * (ISO 8601). Nothing rests on events once their listeners have heard of them. Answers how many there were.
 */
export async function deleteUsage(
  actor: Actor,
  { before }: { before?: string | undefined },
  { db }: Pick<Deps, 'db'>,
): Promise<{ deleted: number }> {
  const accountId = requirePerson(actor)
  const { count } = await db.event.deleteMany({
    where: { accountId, ...(before && { createdAt: { lt: new Date(before) } }) },
  })
  return { deleted: count }
}
