import { randomInt } from 'node:crypto'
import { type Id, newId } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { type NewEvent, recordEvents, type Transaction } from '@studio/db'
import { findSourcesOfAll, workRecord } from '../quotes/index.ts'

/** A generation to begin, at a price that is agreed and with its whole prompt; `holdId` is where its credits are set aside. */
export type NewGeneration = {
  id: Id<'generation'>
  work: SettledWork
  prompt: string
  creditsEach: number
  holdId: string | null
  quoteId: string | null
  idempotencyKey: string | null
  requestHash: string
}

/**
 * Writes generations of one account with their sources and outputs, as many as they are by the same few statements. Every
 * output stands in the account's line, which must be locked; `admitOutputs` must follow.
 * @throws DomainError `not_found`, `file_unreadable` and `option_not_supported` for sources
 */
export async function writeGenerations(
  tx: Transaction,
  accountId: Id<'account'>,
  generations: readonly NewGeneration[],
  now: Date,
): Promise<void> {
  const works = generations.map(({ work }) => work)
  const sources = await findSourcesOfAll(tx, accountId, works)
  await tx.generation.createMany({ data: generations.map((each) => columnsOf(each, accountId, now)) })
  await tx.generationSource.createMany({
    data: generations.flatMap(({ id: generationId, work }, index) =>
      (sources[index] ?? []).map(({ id: assetId, sha256 }, position) => ({
        ...{ generationId, assetId, sha256, position },
        role: work.sourceRoles[position] ?? 'product',
      })),
    ),
  })
  await tx.output.createMany({ data: generations.flatMap((each) => outputsOf(each, accountId, now)) })
  await recordEvents(
    tx,
    generations.map((each) => startOf(each, accountId, now)),
  )
}

function columnsOf({ id, work, prompt, ...agreed }: NewGeneration, accountId: string, now: Date) {
  const { sourceAssetIds: _ids, sourceRoles: _roles, ...columns } = workRecord(work)
  return {
    ...columns,
    ...agreed,
    ...{ id, accountId, prompt, status: 'queued' as const, createdAt: now },
    modelName: work.model.name,
    provider: work.model.provider,
    makes: work.model.makes,
    scene: work.model.provider === 'local' ? (work.shot?.scene ?? null) : null,
  }
}

function outputsOf({ id: generationId, work }: NewGeneration, accountId: string, now: Date) {
  const firstSeed = randomInt(1_000_000_000)
  return Array.from({ length: work.count }, (_, index) => ({
    ...{ generationId, accountId, status: 'queued' as const, isWaiting: true },
    ...{ id: newId('output', now), index, seed: firstSeed + index },
  }))
}

function startOf({ id, work, creditsEach }: NewGeneration, accountId: string, now: Date): NewEvent {
  const facts = {
    count: work.count,
    credits: creditsEach * work.count,
    modelId: work.model.id,
    shotId: work.shot?.id ?? '',
  }
  return { accountId, type: 'generation.started', subjectId: id, facts, now }
}
