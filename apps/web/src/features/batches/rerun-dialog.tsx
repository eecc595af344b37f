import type { Id } from '@studio/core/kernel'
import { useEffect, useState } from 'react'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Dialog, Skeleton } from '../../ui/index.ts'

/** Says what making items again costs, and does it when that is agreed to. */
export function RerunDialog({
  batchId,
  positions,
  onClose,
  onDone,
}: {
  batchId: Id<'batch'>
  positions: readonly number[]
  onClose: () => void
  onDone: () => void
}) {
  const [price, setPrice] = useState<{ items: number; credits: number }>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const chosen = { id: batchId, positions: [...positions] }

  useEffect(() => {
    client.batches.quoteRetry
      .mutate(chosen)
      .then(setPrice, (error) => setProblem(describeProblem(error).message))
  }, [])

  async function start(maxCredits: number) {
    setBusy(true)
    try {
      await client.batches.retry.mutate({ ...chosen, maxCredits })
      await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
      onDone()
    } catch (error) {
      setProblem(describeProblem(error).message)
      setBusy(false)
    }
  }

  const what = formatNumberOf(price?.items ?? positions.length, 'item')
  const cost = price?.credits === 0 ? 'free' : formatCredits(price?.credits ?? 0)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Make ${what} again?`}
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          {price && price.items > 0 && (
            <Button variant="primary" autoFocus busy={isBusy} onClick={() => void start(price.credits)}>
              Make {what} again · {cost}
            </Button>
          )}
        </>
      }
    >
      {!price && problem === undefined && <Skeleton className="h-10" />}
      {price && (
        <p className="text-14 text-ink-soft">
          {price.items === 0
            ? 'These are being made already.'
            : 'Only what succeeds is charged. Pictures that were made before stay in your library, and what was decided about them begins anew.'}
        </p>
      )}
      {problem !== undefined && (
        <p role="alert" className="text-14 text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  )
}
