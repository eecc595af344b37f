import type { ReviewedView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { useRef } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { type Decision, showDecision } from './show-decision.ts'

/** The most items of one request. */
const MOST_AT_ONCE = 10_000

/** What was decided, and how it was before. */
type Taken = { before: ReviewedView['before'] }

/** Decides about items, and takes decisions back. */
export type Decisions = ReturnType<typeof useDecisions>

/**
 * Decisions are shown at once and sent one after the other, in the order in which they were made. What was decided about
 * several items says so, with a way back; the last one of all is taken back by key.
 */
export function useDecisions(id: Id<'batch'>) {
  const toast = useToast()
  const line = useRef(Promise.resolve())
  const taken = useRef<Taken[]>([])

  function inLine(act: () => Promise<unknown>): void {
    line.current = line.current.then(act).then(
      () => undefined,
      async (error) => {
        const { title, message } = describeProblem(error)
        toast({ title, description: message, tone: 'danger' })
        await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
      },
    )
  }

  async function send(positions: readonly number[], decision: Decision): Promise<Taken> {
    const before: ReviewedView['before'] = []
    for (let from = 0; from < positions.length; from += MOST_AT_ONCE) {
      const some = positions.slice(from, from + MOST_AT_ONCE)
      before.push(...(await client.batches.review.mutate({ id, positions: some, ...decision })).before)
    }
    const decided = { before }
    taken.current = [...taken.current, decided].slice(-200)
    return decided
  }

  async function takeBack(decided: Taken | undefined): Promise<void> {
    if (!decided || !taken.current.includes(decided)) return
    taken.current = taken.current.filter((one) => one !== decided)
    for (const { positions, ...was } of decided.before) {
      await showDecision(id, positions, was)
      await client.batches.review.mutate({ id, positions, ...was })
    }
  }

  return {
    decide(positions: readonly number[], decision: Decision): void {
      void showDecision(id, positions, decision)
      inLine(async () => {
        const decided = await send(positions, decision)
        if (positions.length === 1) return
        const changed = decided.before.reduce((sum, group) => sum + group.positions.length, 0)
        toast({
          title: `${formatNumberOf(changed, 'picture')} ${wordsOf(decision)}`,
          action: { label: 'Undo', onSelect: () => inLine(() => takeBack(decided)) },
        })
      })
    },
    /** Takes the last decision back; answers by nothing, since what is shown says it. */
    undo: () => inLine(() => takeBack(taken.current.at(-1))),
  }
}

function wordsOf({ review, rating }: Decision): string {
  if (review === 'accepted') return 'accepted'
  if (review === 'rejected') return 'rejected'
  return review === 'open' ? 'to decide again' : `rated ${rating} of 5`
}
