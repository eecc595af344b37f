import { DomainError, type Id } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { inTransaction, type Prisma, type Transaction } from '@studio/db'
import { failItem } from '../batch-items/index.ts'
import { admitOutputs, lockLine, writeGeneration } from '../generations/index.ts'
import { type Actor, type Deps, onBehalfOf, requireSystem } from '../kernel/index.ts'
import { hashWork, judgeSources, type SettleDeps, settleWork } from '../quotes/index.ts'
import { type FetchDeps, fetchSource } from './fetch-source.ts'
import type { ItemWork } from './settle-batch.ts'

const withBatch = { batch: { select: { isTest: true } } } as const satisfies Prisma.BatchItemInclude

type Item = Prisma.BatchItemGetPayload<{ include: typeof withBatch }>

/**
 * Begins one item of a batch: its source is fetched where it is not in the library yet, and its generation written at the
 * price that was agreed when the batch was started. What stands in the way ends the item, free of charge, and the batch
 * goes on. Safe to run again: an item is begun once a round.
 */
export async function beginItem(
  actor: Actor,
  { itemId, round, signal }: { itemId: Id<'batchItem'>; round: number; signal: AbortSignal },
  deps: SettleDeps & FetchDeps,
): Promise<void> {
  requireSystem(actor)
  const item = await findWaiting(deps.db, itemId, round)
  if (!item) return
  const accountId = item.accountId as Id<'account'>
  try {
    const delegate = onBehalfOf(accountId, item.batch.isTest)
    const assetId = await fetchSource(delegate, item, signal, deps)
    signal.throwIfAborted()
    const work = { ...(item.work as ItemWork), sourceAssetIds: [assetId as Id<'asset'>] }
    const settled = await settleWork(delegate, work, deps)
    await judgeSources(accountId, settled, deps)
    await inLine(item, deps, (tx, current) => writeItem(tx, current, assetId, settled, deps))
  } catch (error) {
    if (!(error instanceof DomainError) || PASSING.includes(error.code)) throw error
    const { code, message } = error
    await inLine(item, deps, (tx, current) => failItem(tx, current, { code, message }, deps.clock.now()))
  }
}

/** Nothing about the item is wrong: the job is delivered again later. */
const PASSING: readonly string[] = ['storage_unavailable', 'internal']

/** An item that waits to be begun; nothing begins any more for an account that is being deleted. */
function findWaiting(db: Deps['db'] | Transaction, id: string, round: number): Promise<Item | null> {
  return db.batchItem.findFirst({
    where: { id, round, status: 'started', generationId: null, batch: { account: { closedAt: null } } },
    include: withBatch,
  })
}

/** Changes an item in the account's line, if it still waits, and lets the next ones in. */
async function inLine(
  { id, round, accountId }: Item,
  deps: Pick<Deps, 'db' | 'queue'>,
  change: (tx: Transaction, item: Item) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await lockLine(tx, accountId)
    const item = await findWaiting(tx, id, round)
    if (!item) return
    await change(tx, item)
    await admitOutputs(tx, accountId, deps)
  })
}

async function writeItem(
  tx: Transaction,
  item: Item,
  assetId: string,
  settled: SettledWork,
  deps: Pick<Deps, 'queue' | 'clock'>,
): Promise<void> {
  const { holdId, creditsEach } = item
  const generationId = await writeGeneration(
    tx,
    {
      accountId: item.accountId as Id<'account'>,
      ...{ work: settled, creditsEach, quoteId: null, idempotencyKey: null },
      requestHash: hashWork({ item: item.id, round: item.round }),
      now: deps.clock.now(),
      hold: async () => holdId,
    },
    deps,
  )
  await tx.batchItem.update({ where: { id: item.id }, data: { generationId, assetId } })
}
