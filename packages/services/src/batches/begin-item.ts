import { DomainError, type Id, newId } from '@studio/core/kernel'
import type { SettledWork } from '@studio/core/quotes'
import { inTransaction, type Prisma, type Transaction } from '@studio/db'
import { failItem } from '../batch-items/index.ts'
import { admitOutputs, lockLine, writeGenerations, writePrompt } from '../generations/index.ts'
import { type Actor, type Deps, onBehalfOf, requireSystem } from '../kernel/index.ts'
import { hashWork, judgeSources, type SettleDeps, settleWork } from '../quotes/index.ts'
import { type FetchDeps, fetchSource } from './fetch-source.ts'
import type { ItemWork } from './settle-batch.ts'

const withBatch = { batch: { select: { isTest: true } } } as const satisfies Prisma.BatchItemInclude

type Item = Prisma.BatchItemGetPayload<{ include: typeof withBatch }>

type BeginDeps = SettleDeps & FetchDeps

/**
 * Begins an item of a batch: its source is fetched where it is not in the library yet, and its generation written at the
 * price that was agreed when the batch was started. All items that wait beside it and whose source is there already begin
 * with it. What stands in the way of one ends that item, free of charge, and the batch goes on. Safe to run again: an item
 * is begun once a round.
 */
export async function beginItem(
  actor: Actor,
  { itemId, round, signal }: { itemId: Id<'batchItem'>; round: number; signal: AbortSignal },
  deps: BeginDeps,
): Promise<void> {
  requireSystem(actor)
  const named = await deps.db.batchItem.findUnique({ where: { id: itemId }, select: { batchId: true } })
  if (!named) return
  const isMeant = { OR: [{ id: itemId, round }, { assetId: { not: null } }] }
  const items = await findWaiting(deps.db, { batchId: named.batchId, ...isMeant })
  const [library, elsewhere] = [items.filter(isInLibrary), items.filter((item) => !isInLibrary(item))]
  if (library.length > 0) await beginTogether(library, signal, deps)
  for (const item of elsewhere) await beginAlone(item, signal, deps)
}

function isInLibrary({ assetId }: Item): boolean {
  return assetId !== null
}

/** Items that wait to be begun, in their order; nothing begins any more for an account that is being deleted. */
function findWaiting(db: Deps['db'] | Transaction, meant: Prisma.BatchItemWhereInput): Promise<Item[]> {
  return db.batchItem.findMany({
    where: { ...meant, status: 'started', generationId: null, batch: { account: { closedAt: null } } },
    include: withBatch,
    orderBy: { position: 'asc' },
  })
}

/** Begins items whose sources are there; where one of them cannot be begun, each by itself, so that only that one fails. */
async function beginTogether(items: readonly Item[], signal: AbortSignal, deps: BeginDeps): Promise<void> {
  try {
    const ready = await readyItems(items, deps)
    await inLine(items, deps, (tx, current) => writeItems(tx, current, ready, deps.clock.now()))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    for (const item of items) await beginAlone(item, signal, deps)
  }
}

/** Begins one item, or ends it with what stands in its way. */
async function beginAlone(item: Item, signal: AbortSignal, deps: BeginDeps): Promise<void> {
  try {
    const delegate = onBehalfOf(item.accountId as Id<'account'>, item.batch.isTest)
    const assetId = await fetchSource(delegate, item, signal, deps)
    signal.throwIfAborted()
    const ready = await readyItems([{ ...item, assetId }], deps)
    await inLine([item], deps, (tx, current) => writeItems(tx, current, ready, deps.clock.now()))
  } catch (error) {
    if (!(error instanceof DomainError) || PASSING.includes(error.code)) throw error
    const { code, message } = error
    await inLine([item], deps, async (tx, [current]) => {
      if (current) await failItem(tx, current, { code, message }, deps, deps.clock.now())
    })
  }
}

/** Nothing about the item is wrong: the job is delivered again later. */
const PASSING: readonly string[] = ['storage_unavailable', 'internal']

/** What there is to write for an item, found before the account's line is taken. */
type Ready = { assetId: string; work: SettledWork; prompt: string }

/** Settles the work of items whose sources are there, once for all that are to become the same. */
async function readyItems(items: readonly Item[], deps: BeginDeps): Promise<Map<string, Ready>> {
  const kinds = new Map<string, Promise<Omit<Ready, 'assetId'>>>()
  const ready = new Map<string, Ready>()
  for (const { id, assetId, accountId, work, batch } of items) {
    if (assetId === null) continue
    const delegate = onBehalfOf(accountId as Id<'account'>, batch.isTest)
    const sourceAssetIds = [assetId as Id<'asset'>]
    const settle = async () => {
      const settled = await settleWork(delegate, { ...(work as ItemWork), sourceAssetIds }, deps)
      return { work: settled, prompt: await writePrompt(deps.db, accountId, settled) }
    }
    const kind = JSON.stringify(work)
    const settling = kinds.get(kind) ?? settle()
    kinds.set(kind, settling)
    const { work: settled, prompt } = await settling
    const own = { ...settled, sourceAssetIds }
    await judgeSources(accountId, own, deps)
    ready.set(id, { assetId, work: own, prompt })
  }
  return ready
}

/** Changes items of one account in its line, those that still wait, and lets the next ones in. */
async function inLine(
  items: readonly Item[],
  deps: Pick<Deps, 'db' | 'queue'>,
  change: (tx: Transaction, items: Item[]) => Promise<void>,
): Promise<void> {
  const [{ accountId, batchId } = { accountId: '', batchId: '' }] = items
  const rounds = new Map(items.map(({ id, round }) => [id, round]))
  await inTransaction(deps.db, async (tx) => {
    await lockLine(tx, accountId)
    const waiting = await findWaiting(tx, { batchId, id: { in: [...rounds.keys()] } })
    const current = waiting.filter(({ id, round }) => rounds.get(id) === round)
    if (current.length === 0) return
    await change(tx, current)
    await admitOutputs(tx, accountId, deps)
  })
}

async function writeItems(
  tx: Transaction,
  items: readonly Item[],
  ready: ReadonlyMap<string, Ready>,
  now: Date,
): Promise<void> {
  const begun = items.flatMap((item) => {
    const own = ready.get(item.id)
    return own ? [{ ...item, ...own, generationId: newId('generation', now) }] : []
  })
  const [first] = begun
  if (!first) return
  const generations = begun.map(({ id, round, generationId, work, prompt, creditsEach, holdId }) => ({
    ...{ id: generationId, work, prompt, creditsEach, holdId },
    ...{ quoteId: null, idempotencyKey: null, requestHash: hashWork({ item: id, round }) },
  }))
  await writeGenerations(tx, first.accountId as Id<'account'>, generations, now)
  const rows = begun.map(({ id, generationId, assetId }) => ({ id, generationId, assetId }))
  await tx.$executeRaw`
    UPDATE batch_item SET generation_id = r."generationId", asset_id = r."assetId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, "generationId" text, "assetId" text)
    WHERE batch_item.id = r.id`
}
