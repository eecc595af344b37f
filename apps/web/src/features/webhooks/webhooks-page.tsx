import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, EmptyState, ErrorState, PageHeader, Skeleton } from '../../ui/index.ts'
import { CreateEndpointDialog } from './create-endpoint-dialog.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** Where events are sent, what became of each, and the way to add one more address. */
export function WebhooksPage() {
  const [isCreating, setCreating] = useState(false)
  const [secret, setSecret] = useState<string>()
  const list = useQuery(trpc.webhooks.list.queryOptions())

  return (
    <div>
      <PageHeader
        title="Webhooks"
        actions={
          <Button onClick={() => setCreating(true)}>
            <Plus aria-hidden="true" />
            Add endpoint
          </Button>
        }
      />
      <p className="mb-5 max-w-prose text-14 text-ink-soft">
        A program of yours hears what happens here the moment it happens: a picture is done, an archive is
        ready, credits run low. Events carry ids and numbers only, and are signed, so that you know they come
        from us.
      </p>
      {list.isPending && <CardSkeleton />}
      {list.isError && <ErrorState {...describe(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.data.items.length === 0 && (
        <EmptyState
          title="Nothing is sent anywhere yet"
          action={
            <Button variant="primary" onClick={() => setCreating(true)}>
              Add endpoint
            </Button>
          }
        >
          Add the address of a program that takes JSON by POST, and choose what it should hear.
        </EmptyState>
      )}
      <div className="flex flex-col gap-4">
        {list.data?.items.map((endpoint) => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} onSecret={setSecret} />
        ))}
      </div>
      <CreateEndpointDialog
        isOpen={isCreating}
        onOpenChange={setCreating}
        onCreated={(created) => {
          setCreating(false)
          setSecret(created.secret)
        }}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </div>
  )
}

function describe(error: unknown) {
  const { title, message } = describeProblem(error)
  return { title, message }
}

function CardSkeleton() {
  return (
    <div role="status" aria-label="Webhooks are loading" className="flex flex-col gap-4">
      <Skeleton className="h-44 w-full rounded-card" />
    </div>
  )
}
