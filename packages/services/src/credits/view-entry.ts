import { type EntryView, entryWords, type GrantUse } from '@studio/core/credits'
import type { Id } from '@studio/core/kernel'
import { findModel, PROVIDER_NAMES } from '@studio/core/models'
import type { Database, LedgerEntry } from '@studio/db'

/** Shows entries in plain words, with the generation each belongs to as long as that is there. */
export async function viewEntries(db: Database, entries: readonly LedgerEntry[]): Promise<EntryView[]> {
  const holdIds = [...new Set(entries.flatMap(({ holdId }) => holdId ?? []))]
  const generations = await db.generation.findMany({
    where: { holdId: { in: holdIds } },
    select: { id: true, holdId: true, modelId: true, deletedAt: true },
  })
  const byHold = new Map(generations.map((generation) => [generation.holdId, generation]))
  return entries.map((entry) => viewEntry(entry, byHold.get(entry.holdId ?? '')))
}

function viewEntry(
  entry: LedgerEntry,
  generation: { id: string; modelId: string; deletedAt: Date | null } | undefined,
): EntryView {
  const { accountId: _account, idempotencyKey: _key, createdAt, grantUses, ...columns } = entry
  const provider = generation && findModel(generation.modelId)?.provider
  return {
    ...columns,
    id: entry.id as Id<'entry'>,
    words: entryWords(entry.kind, entry.reason, provider && PROVIDER_NAMES[provider]),
    generationId: generation && !generation.deletedAt ? (generation.id as Id<'generation'>) : null,
    grantUses: grantUses as GrantUse[],
    createdAt: createdAt.toISOString(),
  }
}
