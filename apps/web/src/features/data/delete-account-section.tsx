import type { DeletionSummary } from '@studio/core/deletions'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBytes, formatCredits, formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Card, ErrorState, Skeleton } from '../../ui/index.ts'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'
import { ScheduledDeletion } from './scheduled-deletion.tsx'

/** What would go with the account, and the way to let it go; while that is scheduled, the way back. */
export function DeleteAccountSection() {
  const summary = useQuery(trpc.deletion.summary.queryOptions())
  const deletion = useQuery(trpc.deletion.get.queryOptions())
  const [isAsking, setAsking] = useState(false)
  const failed = [summary, deletion].find(({ isError }) => isError)
  if (failed) {
    const { title, message } = describeProblem(failed.error)
    return (
      <Card title="Delete the account">
        <ErrorState title={title} message={message} onRetry={() => void failed.refetch()} isCompact />
      </Card>
    )
  }
  return (
    <Card title="Delete the account">
      <p className="mb-3 max-w-prose text-14 text-ink-soft">
        Every file and everything that was written down about you is removed for good, and a signed receipt
        says what went. Take along what you want to keep first: nothing can be brought back.
      </p>
      <Losses summary={summary.data} />
      {deletion.data ? (
        <ScheduledDeletion deletion={deletion.data} onDeleteNow={() => setAsking(true)} />
      ) : (
        <Button
          className="mt-4"
          onClick={() => setAsking(true)}
          disabled={!summary.data || !deletion.isSuccess}
        >
          Delete the account…
        </Button>
      )}
      {isAsking && summary.data && (
        <DeleteAccountDialog
          summary={summary.data}
          isScheduled={Boolean(deletion.data)}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

/** What will go, a line each; of what there is none, nothing is said. */
function Losses({ summary }: { summary: DeletionSummary | undefined }) {
  if (!summary) return <Skeleton className="h-24 w-full max-w-sm" />
  const lines = describeLosses(summary)
  return (
    <ul aria-label="What will be deleted" className="figures list-disc pl-5 text-14 marker:text-ink-faint">
      {lines.map((line) => (
        <li key={line} className="py-0.5">
          {line}
        </li>
      ))}
    </ul>
  )
}

function describeLosses(summary: DeletionSummary): string[] {
  const some = (count: number, noun: string, more = '') =>
    count > 0 ? [`${formatNumberOf(count, noun)}${more}`] : []
  const pictures = some(summary.assets, 'picture', `, ${formatBytes(summary.bytes)} of originals`)
  return [
    ...pictures,
    ...some(summary.generations, 'generation', ' with every recipe'),
    ...some(summary.unfinishedOutputs, 'picture', ' in the making: cancelled, not charged'),
    ...some(summary.exports, 'export archive'),
    ...some(summary.tokens, 'token', ': programs lose their access at once'),
    ...some(summary.webhookEndpoints, 'webhook endpoint'),
    ...(summary.credits > 0 ? [`${formatCredits(summary.credits)} that are not spent: they are lost`] : []),
    ...(summary.paidPlan ? [`The plan ${summary.paidPlan}, with what is left of its period`] : []),
    'Your name, your e-mail, every session and all history',
  ]
}
