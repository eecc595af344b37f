import { randomInt } from 'node:crypto'
import { type Id, newId } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { recordEvent, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { findSources, workRecord } from '../quotes/index.ts'
import { admitOutputs } from './admit-outputs.ts'
import { writePrompt } from './write-prompt.ts'

/** A generation to begin, at a price that is agreed. `hold` names where its credits are set aside, or sets them aside. */
export type NewGeneration = {
  accountId: Id<'account'>
  work: SettledWork
  creditsEach: number
  quoteId: string | null
  idempotencyKey: string | null
  requestHash: string
  now: Date
  hold: (id: Id<'generation'>) => Promise<string | null>
}

/**
 * Writes a generation with its sources and outputs; those that the plan has a place for get their jobs. The account's
 * line must be locked.
 * @throws DomainError `not_found`, `file_unreadable` and `option_not_supported` for sources
 */
export async function writeGeneration(
  tx: Transaction,
  { accountId, work, now, hold, ...agreed }: NewGeneration,
  deps: Pick<Deps, 'queue'>,
): Promise<Id<'generation'>> {
  const id = newId('generation', now)
  const sources = await findSources(tx, accountId, work)
  const holdId = await hold(id)
  const { sourceAssetIds, sourceRoles, ...columns } = workRecord(work)
  await tx.generation.create({
    data: {
      ...columns,
      ...agreed,
      modelName: work.model.name,
      provider: work.model.provider,
      makes: work.model.makes,
      id,
      accountId,
      status: 'queued',
      scene: work.model.provider === 'local' ? (work.shot?.scene ?? null) : null,
      prompt: await writePrompt(tx, accountId, work),
      holdId,
      createdAt: now,
      sources: {
        create: sources.map(({ id: assetId, sha256 }, position) => ({
          ...{ assetId, sha256, position },
          role: sourceRoles[position] ?? 'product',
        })),
      },
    },
  })
  const facts = {
    count: work.count,
    credits: agreed.creditsEach * work.count,
    modelId: work.model.id,
    shotId: work.shot?.id ?? '',
  }
  await recordEvent(tx, { accountId, type: 'generation.started', subjectId: id, facts, now })
  await lineUpOutputs(tx, { accountId, id, work, now }, deps)
  return id
}

/** Every output stands in the account's line; those that the plan has a place for get their jobs. */
async function lineUpOutputs(
  tx: Transaction,
  { accountId, id, work, now }: { accountId: string; id: string; work: SettledWork; now: Date },
  deps: Pick<Deps, 'queue'>,
): Promise<void> {
  const firstSeed = randomInt(1_000_000_000)
  const waiting = { generationId: id, accountId, status: 'queued', isWaiting: true } as const
  await tx.output.createMany({
    data: Array.from({ length: work.count }, (_, index) => ({
      ...{ ...waiting, id: newId('output', now), index, seed: firstSeed + index },
    })),
  })
  await admitOutputs(tx, accountId, deps)
}
