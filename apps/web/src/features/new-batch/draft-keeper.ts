import type { Id } from '@studio/core/kernel'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import type { BatchDraft } from './batch-draft.ts'

/** A moment of peace, in milliseconds, before a draft is kept. */
const PEACE_MS = 700

/** A draft on this page, and how far what is kept of it agrees. */
export type KeptDraft = {
  draft: BatchDraft
  /** Null until it is kept for the first time, which is with the first change. */
  id: Id<'batch'> | null
  state: 'new' | 'kept' | 'waiting' | 'failed'
  /** Why it could not be kept; nothing is lost while the page is open. */
  problem: Problem | null
}

/** Keeps a draft; answers its id. */
export type SaveDraft = (draft: BatchDraft, id: Id<'batch'> | null) => Promise<Id<'batch'>>

/** A draft that keeps itself, also after its page was left. */
export type DraftKeeper = ReturnType<typeof createDraftKeeper>

/** Makes a draft that is kept a moment after each change, one save after the other, the last one winning. */
export function createDraftKeeper(first: BatchDraft, firstId: Id<'batch'> | null, save: SaveDraft) {
  let shown: KeptDraft = {
    ...{ draft: first, id: firstId, problem: null },
    state: firstId === null ? 'new' : 'kept',
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | null = null
  let isClosed = false
  const listeners = new Set<() => void>()

  function show(part: Partial<KeptDraft>) {
    shown = { ...shown, ...part }
    for (const tell of listeners) tell()
  }

  async function saveNow() {
    const { draft, id } = shown
    try {
      const keptId = await save(draft, id)
      show({ id: keptId, state: shown.draft === draft ? 'kept' : 'waiting', problem: null })
    } catch (error) {
      const problem = describeProblem(error)
      // Deleted elsewhere: what is on this page is kept as another draft.
      if (problem.code === 'not_found' && id !== null) show({ id: null })
      else show({ state: 'failed', problem })
    }
  }

  /** Saves until what is kept is what is shown, or until that fails. */
  async function settle(): Promise<void> {
    clearTimeout(timer)
    while (saving) await saving
    while (shown.state === 'waiting' && !isClosed) {
      saving = saveNow()
      await saving
      saving = null
    }
  }

  return {
    read: () => shown,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(change: (draft: BatchDraft) => BatchDraft) {
      if (isClosed) return
      show({ draft: change(shown.draft), state: 'waiting' })
      clearTimeout(timer)
      timer = setTimeout(() => void settle(), PEACE_MS)
    },
    settle,
    /** Tries again to keep what could not be kept. */
    retry() {
      show({ state: 'waiting' })
      return settle()
    },
    /** Nothing is kept any more: it was started, or deleted. */
    async close() {
      isClosed = true
      clearTimeout(timer)
      await saving
    },
    /** It goes on: it could not be started after all. */
    reopen() {
      isClosed = false
    },
  }
}
