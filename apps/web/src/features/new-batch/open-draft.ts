import type { Id } from '@studio/core/kernel'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'
import type { UploadQueue } from '../uploads/upload-queue.ts'
import { addSources, type BatchDraft, EMPTY_DRAFT, fromKept, toKept } from './batch-draft.ts'
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts'
import { createDraftUploads, type DraftUploads } from './draft-uploads.ts'

/** What the address says of how a batch begins. */
export type BatchSearch = {
  draft?: string | undefined
  from?: string | undefined
  assets?: string | undefined
  products?: string | undefined
}

/** A draft that was opened, and what is sent for it. */
export type OpenedDraft = {
  keeper: DraftKeeper
  uploads: DraftUploads
  /** Why it is not what the address asked for. */
  problem: Problem | null
}

/** Drafts that files are still sent for after their page was left: whoever comes back finds them going on. */
const underWay = new Set<OpenedDraft>()

/** Opens what the address names: a draft, the settings of an earlier batch, or a new one with these sources. */
export async function openDraft(search: BatchSearch, queue: UploadQueue): Promise<OpenedDraft> {
  const { draft, from, assets, products } = search
  const goingOn = [...underWay].find(({ keeper }) => draft !== undefined && keeper.read().id === draft)
  if (goingOn) return goingOn
  const named = addSources(EMPTY_DRAFT, {
    assetIds: (assets?.split(',') ?? []) as Id<'asset'>[],
    productIds: (products?.split(',') ?? []) as Id<'product'>[],
  })
  const earlier = draft ?? from
  if (!earlier) return begin(named, null, null, queue)
  try {
    const { name, request } = await client.batches.request.query({ id: earlier as Id<'batch'> })
    const kept = fromKept(draft ? name : '', request)
    return begin(addSources(kept, named), draft ? (draft as Id<'batch'>) : null, null, queue)
  } catch (error) {
    return begin(named, null, describeProblem(error), queue)
  }
}

function begin(
  draft: BatchDraft,
  id: Id<'batch'> | null,
  problem: Problem | null,
  queue: UploadQueue,
): OpenedDraft {
  const keeper = createDraftKeeper(draft, id, saveDraft)
  const uploads = createDraftUploads(keeper, queue, () => {
    underWay.add(opened)
    return () => void keeper.settle().then(() => !uploads.read().isUnderWay && underWay.delete(opened))
  })
  const opened = { keeper, uploads, problem }
  return opened
}

/** Keeps a draft at the server; answers its id. */
export async function saveDraft(draft: BatchDraft, id: Id<'batch'> | null): Promise<Id<'batch'>> {
  const kept = { name: draft.name, request: toKept(draft) }
  return (await client.batches.saveDraft.mutate({ ...(id && { id }), ...kept })).id
}
