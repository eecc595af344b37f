import {
  type BatchRequest,
  type BatchSource,
  type BatchWork,
  expandMatrix,
  MAX_BATCH_ITEMS,
} from '@studio/core/batches'
import { DomainError, newId } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import { type QuoteView, quoteItems, type SettledWork, type Work } from '@studio/core/quotes'
import type { Actor, Deps } from '../kernel/index.ts'
import { requireAccount } from '../kernel/index.ts'
import { type SettleDeps, settleWork } from '../quotes/index.ts'
import { gatherSources } from './gather-sources.ts'

/** An item to be: its source, and its work with every choice settled but the source. */
export type PlannedItem = { source: BatchSource; work: ItemWork; settled: SettledWork }

/** The work of one item as its row keeps it. */
export type ItemWork = Omit<Work, 'sourceAssetIds' | 'sourceRoles' | 'refinesOutputId'>

/** A batch with everything settled and priced. */
export type SettledBatch = {
  sources: BatchSource[]
  items: PlannedItem[]
  lines: QuoteView['items']
  credits: number
  registryVersion: string
}

/**
 * A batch with every choice settled and priced. The price of an item does not depend on its source, so each kind of work
 * is settled once.
 * @throws DomainError as `settleWork` and `gatherSources`; `plan_limit` for more items than the plan allows;
 * `invalid_input` when nothing is to be done
 */
export async function settleBatch(
  actor: Actor,
  request: BatchRequest,
  deps: SettleDeps,
): Promise<SettledBatch> {
  const accountId = requireAccount(actor, 'generations:write')
  const sources = await gatherSources(accountId, request.sources, deps)
  const cells = expandMatrix(sources, request.work)
  await refuseTooMany(accountId, cells.length, deps)
  const kinds = await Promise.all(request.work.map((work) => settleKind(actor, work, deps)))
  const items = cells.map(({ source, workIndex }) => ({
    source,
    ...(kinds[workIndex] as (typeof kinds)[number]),
  }))
  const lines = kinds.flatMap(({ settled }) => {
    const count = items.filter((item) => item.settled === settled).length
    return quoteItems(settled).map((line) => ({
      ...line,
      count: line.count * count,
      credits: line.credits * count,
    }))
  })
  return {
    sources,
    items,
    lines,
    credits: lines.reduce((sum, { credits }) => sum + credits, 0),
    registryVersion: kinds[0]?.settled.registryVersion ?? '',
  }
}

/** Settles one kind of work, as if for a photo; what each item keeps says all that was settled, so that nothing changes. */
async function settleKind(
  actor: Actor,
  { productTypes: _types, ...work }: BatchWork,
  deps: SettleDeps,
): Promise<{ work: ItemWork; settled: SettledWork }> {
  const anyPhoto = newId('asset', deps.clock.now())
  const settled = await settleWork(actor, { ...work, sourceAssetIds: [anyPhoto] }, deps)
  const { aspectRatio, imageSize, options, model } = settled
  return { work: { ...work, modelId: model.id, aspectRatio, imageSize, options }, settled }
}

async function refuseTooMany(accountId: string, items: number, { db }: Pick<Deps, 'db'>): Promise<void> {
  if (items === 0)
    throw new DomainError(
      'invalid_input',
      'There is nothing to make: no source is of a product type that was chosen.',
    )
  const row = await db.subscription.findUnique({ where: { accountId } })
  const plan = row ? findPlan(row.planId as PlanId, row.planVersion) : PLANS.free
  const limit = Math.min(plan.limits.batchItems, MAX_BATCH_ITEMS)
  if (items <= limit) return
  throw new DomainError(
    'plan_limit',
    `This would be ${items} pictures to make; a batch on the plan ${plan.name} has at most ${limit}. Choose fewer, or a larger plan.`,
    { items, limit },
  )
}
