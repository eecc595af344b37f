import { type EntryView, entryWords, type GrantUse } from '@studio/core/credits'
import type { Id } from '@studio/core/kernel'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import type { Database, LedgerEntry } from '@studio/db'

/** Shows entries in plain words, with the generation each belongs to as long as that is there. */
export async function viewEntries(db: Database, entries: readonly LedgerEntry[]): Promise<EntryView[]> {
  const holdIds = [...new Set(entries.flatMap(({ holdId }) => holdId ?? []))]
  // One array, because a statement may have more holds than a query may have parameters.
  const generations = await db.$queryRaw<GenerationOfHold[]>`
    SELECT id, hold_id AS "holdId", provider, deleted_at AS "deletedAt"
    FROM generation WHERE hold_id = ANY (${holdIds})`
  const byHold = new Map(generations.map((generation) => [generation.holdId, generation]))
  return entries.map((entry) => viewEntry(entry, byHold.get(entry.holdId ?? '')))
}

type GenerationOfHold = { id: string; holdId: string; provider: Provider; deletedAt: Date | null }

function viewEntry(entry: LedgerEntry, generation: GenerationOfHold | undefined): EntryView {
  const { accountId: _account, idempotencyKey: _key, createdAt, grantUses, ...columns } = entry
  return {
    ...columns,
    id: entry.id as Id<'entry'>,
    words: entryWords(entry.kind, entry.reason, generation && PROVIDER_NAMES[generation.provider]),
    generationId: generation && !generation.deletedAt ? (generation.id as Id<'generation'>) : null,
    grantUses: grantUses as GrantUse[],
    createdAt: createdAt.toISOString(),
  }
}
