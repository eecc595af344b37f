import type { GenerationView, StartGeneration } from '@studio/core/generations'
import { DomainError, type Id, newId } from '@studio/core/kernel'
import { inTransaction, isUniqueViolation, type Transaction } from '@studio/db'
import { holdCredits } from '../credits/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { hashWork, judgeSources, type SettleDeps, settleWork } from '../quotes/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { agreePrice } from './agree-price.ts'
import { announceLowCredits } from './announce-low-credits.ts'
import { findGeneration, readGeneration } from './find-generation.ts'
import { keyReused, refuseSpentKey } from './spent-key.ts'
import { viewGeneration } from './view-generation.ts'
import { writeGenerations } from './write-generations.ts'
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
  const prompt = await writePrompt(deps.db, accountId, work)
  const now = deps.clock.now()
  try {
    return await inTransaction(deps.db, async (tx) => {
      await lockLine(tx, accountId)
      const { credits, creditsEach, quoteId } = await agreePrice(tx, accountId, request, work, now)
      const id = newId('generation', now)
      const holdId = await holdPrice(tx, { accountId, id, credits, now })
      const idempotencyKey = request.idempotencyKey ?? null
      const agreed = { creditsEach, holdId, quoteId, idempotencyKey, requestHash }
      await writeGenerations(tx, accountId, [{ id, work, prompt, ...agreed }], now)
      await admitOutputs(tx, accountId, deps)
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
