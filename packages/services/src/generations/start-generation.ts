import { randomInt } from 'node:crypto'
import type { GenerationView, StartGeneration } from '@studio/core/generations'
import { DomainError, type Id, newId } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { type Asset, inTransaction, isUniqueViolation, recordEvent, type Transaction } from '@studio/db'
import { visibleAssets } from '../assets/index.ts'
import { holdCredits } from '../credits/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { hashWork, judgeSources, type SettleDeps, settleWork, workRecord } from '../quotes/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { agreePrice } from './agree-price.ts'
import { announceLowCredits } from './announce-low-credits.ts'
import { findGeneration, readGeneration } from './find-generation.ts'
import { keyReused, refuseSpentKey } from './spent-key.ts'
import { viewGeneration } from './view-generation.ts'
import { writePrompt } from './write-prompt.ts'

/**
 * Starts a generation: the credits are held, the rows written and the jobs enqueued in one transaction, so
 * that all of it happens or nothing. With an idempotency key, the same request again gets the same answer.
 * @throws DomainError as `agreePrice` and `settleWork`; `cut_out_unsure`; `insufficient_credits`; `key_reused`;
 * `not_found` and `file_unreadable` for sources; nothing is charged
 */
export async function startGeneration(
  actor: Actor,
  request: StartGeneration,
  deps: SettleDeps & Pick<Deps, 'queue'>,
): Promise<GenerationView> {
  const accountId = requireAccount(actor, 'generations:write')
  const requestHash = hashWork(request)
  const repeated = await findRepeated(actor, accountId, request.idempotencyKey, requestHash, deps)
  if (repeated) return repeated
  const work = await settleWork(actor, request, deps)
  await judgeSources(accountId, work, deps)
  const now = deps.clock.now()
  try {
    return await inTransaction(deps.db, async (tx) => {
      await lockLine(tx, accountId)
      const id = await writeGeneration(tx, { accountId, request, requestHash, work, now })
      await lineUpOutputs(tx, { accountId, id, work, now }, deps)
      return viewGeneration(await findGeneration(tx, accountId, id))
    })
  } catch (error) {
    // The same request may have won a race: it has our answer, and used the quote or the credits that we miss.
    const winner = await findRepeated(actor, accountId, request.idempotencyKey, requestHash, deps)
    if (winner) return winner
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('quote_used', 'This quote has already started a generation.')
  }
}

async function findRepeated(
  actor: Actor,
  accountId: string,
  idempotencyKey: string | undefined,
  requestHash: string,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<GenerationView | null> {
  if (!idempotencyKey) return null
  const earlier = await deps.db.generation.findFirst({ where: { accountId, idempotencyKey } })
  if (earlier?.requestHash === requestHash) return readGeneration(actor, { id: earlier.id }, deps)
  if (earlier) throw keyReused()
  await refuseSpentKey({ accountId, idempotencyKey, requestHash }, deps)
  return null
}

type NewGeneration = {
  accountId: Id<'account'>
  request: StartGeneration
  requestHash: string
  work: SettledWork
  now: Date
}

async function writeGeneration(
  tx: Transaction,
  { accountId, request, requestHash, work, now }: NewGeneration,
): Promise<Id<'generation'>> {
  const id = newId('generation', now)
  const sources = await findSources(tx, accountId, work)
  const price = await agreePrice(tx, accountId, request, work, now)
  const holdId = await holdPrice(tx, { accountId, id, credits: price.credits, now })
  const { sourceAssetIds, sourceRoles, ...columns } = workRecord(work)
  await tx.generation.create({
    data: {
      ...columns,
      modelName: work.model.name,
      provider: work.model.provider,
      makes: work.model.makes,
      id,
      accountId,
      status: 'queued',
      scene: work.model.provider === 'local' ? (work.shot?.scene ?? null) : null,
      prompt: await writePrompt(tx, accountId, work),
      creditsEach: price.creditsEach,
      quoteId: price.quoteId,
      holdId,
      idempotencyKey: request.idempotencyKey ?? null,
      requestHash,
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
    credits: price.credits,
    modelId: work.model.id,
    shotId: work.shot?.id ?? '',
  }
  await recordEvent(tx, { accountId, type: 'generation.started', subjectId: id, facts, now })
  return id
}

/** Sets the price aside. Work that costs nothing holds nothing, and leaves no trace in the ledger. */
async function holdPrice(
  tx: Transaction,
  { accountId, id, credits, now }: { accountId: Id<'account'>; id: string; credits: number; now: Date },
): Promise<string | null> {
  if (credits === 0) return null
  const hold = { credits, causeId: id, reason: 'started', idempotencyKey: `hold:${id}` }
  const { holdId, availableAfter } = await holdCredits(tx, { accountId, ...hold, now })
  await announceLowCredits(tx, { accountId, spent: credits, available: availableAfter, now })
  return holdId
}

/** The source photos in the order given. An upload that is still being prepared is good enough: its bytes are there. */
async function findSources(tx: Transaction, accountId: string, work: SettledWork): Promise<Asset[]> {
  const found = await tx.asset.findMany({
    where: { id: { in: [...work.sourceAssetIds] }, ...visibleAssets(accountId) },
  })
  return work.sourceAssetIds.map((id) => {
    const asset = found.find((candidate) => candidate.id === id)
    if (!asset)
      throw new DomainError('not_found', 'A source photo was deleted. Choose another one.', { assetId: id })
    if (asset.mime.startsWith('video/')) {
      throw new DomainError(
        'option_not_supported',
        'A video cannot be a source. Use the picture that it begins with.',
        { assetId: id },
      )
    }
    if (asset.status !== 'refused') return asset
    throw new DomainError('file_unreadable', asset.problem ?? 'A source photo cannot be read.', {
      assetId: id,
    })
  })
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
