import type { DeliveryView } from '@studio/core/webhooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import {
  Badge,
  Button,
  CopyId,
  EmptyState,
  ErrorState,
  NextPage,
  RelativeTime,
  Skeleton,
  useToast,
} from '../../ui/index.ts'

const PAGE_SIZE = 20
const STATES = {
  pending: { word: 'On its way', tone: 'amber' },
  delivered: { word: 'Delivered', tone: 'accent' },
  failed: { word: 'Given up', tone: 'danger' },
} as const

/** What was sent to an endpoint, newest first; each line opens to what was sent and what came back. */
export function DeliveryList({ endpointId, canReplay }: { endpointId: string; canReplay: boolean }) {
  const id = endpointId as DeliveryView['endpointId']
  const list = useInfiniteQuery(
    trpc.webhooks.deliveries.infiniteQueryOptions(
      { id, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const deliveries = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return <Skeleton className="mt-4 h-28 w-full" />
  if (list.isError) {
    const { title, message } = describeProblem(list.error)
    return <ErrorState title={title} message={message} onRetry={() => void list.refetch()} isCompact />
  }
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing was sent yet">
        What is sent from now on is listed here for 30 days. “Send test” shows whether it arrives.
      </EmptyState>
    )
  }
  return (
    <div className="mt-4">
      <ul aria-label="Deliveries" className="border-line border-b">
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} canReplay={canReplay} />
        ))}
      </ul>
      <NextPage list={list} className="pt-4">
        Show older
      </NextPage>
    </div>
  )
}

function DeliveryLine({ delivery, canReplay }: { delivery: DeliveryView; canReplay: boolean }) {
  const { id, endpointId, type, status, attempts, lastStatus, lastProblem, lastDurationMs, createdAt } =
    delivery
  const { word, tone } = STATES[status]
  const [isBusy, setBusy] = useState(false)
  const toast = useToast()

  async function replay() {
    setBusy(true)
    try {
      await client.webhooks.replay.mutate({ id: endpointId, deliveryId: id })
      await queryClient.invalidateQueries({ queryKey: trpc.webhooks.deliveries.pathKey() })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <li className="border-line border-t">
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-14">
          <Badge tone={tone}>{word}</Badge>
          <span className="min-w-0 truncate font-mono text-13">{type}</span>
          <span className="ml-auto whitespace-nowrap text-13 text-ink-faint">
            {lastStatus !== null && <span className="figures mr-3">{lastStatus}</span>}
            <RelativeTime iso={createdAt} />
          </span>
        </summary>
        <div className="pb-4">
          <p className="text-13 text-ink-soft">
            {attempts === 0 ? 'Not tried yet.' : `Tried ${attempts === 1 ? 'once' : `${attempts} times`}.`}{' '}
            {lastProblem ?? (lastDurationMs !== null && `It answered in ${lastDurationMs} ms.`)}
            {delivery.nextAttemptAt !== null && attempts > 0 && (
              <>
                {' '}
                Next try <RelativeTime iso={delivery.nextAttemptAt} />.
              </>
            )}
          </p>
          <pre className="mt-2 whitespace-pre-wrap break-all rounded-control bg-sunken p-3 font-mono text-12">
            {JSON.stringify(delivery.payload, null, 2)}
          </pre>
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
            <CopyId id={delivery.messageId} />
            {status !== 'pending' && canReplay && (
              <Button size="small" busy={isBusy} onClick={() => void replay()}>
                Send again
              </Button>
            )}
          </div>
        </div>
      </details>
    </li>
  )
}
