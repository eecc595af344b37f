import type { WebhookEndpointView } from '@studio/core/webhooks'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { formatExactTime } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Badge, Button, Card, ConfirmDialog, IconButton, Menu, useToast } from '../../ui/index.ts'
import { DeliveryList } from './delivery-list.tsx'

const LOSSES = ['Its secret and its list of deliveries.', 'What is still being tried is not sent any more.']

/** One address: whether it works, what it hears, what was sent there, and what can be done with it. */
export function EndpointCard({
  endpoint,
  onSecret,
}: {
  endpoint: WebhookEndpointView
  onSecret: (secret: string) => void
}) {
  const { id, url, events, disabledAt, disabledReason, previousSecretUntil } = endpoint
  const [isDeleting, setDeleting] = useState(false)
  const [isShown, setShown] = useState(false)
  const [busy, setBusy] = useState<string>()
  const toast = useToast()

  async function perform(name: string, act: () => Promise<unknown>) {
    setBusy(name)
    try {
      await act()
      await queryClient.invalidateQueries({ queryKey: trpc.webhooks.pathKey() })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
    } finally {
      setBusy(undefined)
    }
  }

  const sendTest = () =>
    perform('test', async () => {
      await client.webhooks.sendTest.mutate({ id })
      setShown(true)
    })
  const enable = () => perform('enable', () => client.webhooks.enable.mutate({ id }))
  const changeSecret = () =>
    perform('secret', async () => onSecret((await client.webhooks.rotateSecret.mutate({ id })).secret))

  return (
    <Card>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-medium text-14" title={url}>
            {url}
          </p>
          <p className="mt-1.5 flex flex-wrap gap-1.5">
            {disabledAt !== null && <Badge tone="amber">Switched off</Badge>}
            {events.map((event) => (
              <Badge key={event}>{event}</Badge>
            ))}
          </p>
        </div>
        <Menu
          trigger={
            <IconButton label={`More about ${url}`} size="small">
              <Ellipsis />
            </IconButton>
          }
          entries={[
            { kind: 'act', label: 'Change the secret', onSelect: () => void changeSecret() },
            { kind: 'act', label: 'Delete endpoint', danger: true, onSelect: () => setDeleting(true) },
          ]}
        />
      </div>
      {disabledReason !== null && (
        <p className="mt-3 text-13 text-amber">
          {disabledReason} Nothing is sent there until you switch it on again; what it missed is not sent
          later.
        </p>
      )}
      {previousSecretUntil !== null && (
        <p className="mt-3 text-13 text-ink-soft">
          Both secrets sign until {formatExactTime(previousSecretUntil)}, so that you can change over.
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {disabledAt === null ? (
          <Button busy={busy === 'test'} onClick={() => void sendTest()}>
            Send test
          </Button>
        ) : (
          <Button busy={busy === 'enable'} onClick={() => void enable()}>
            Switch on
          </Button>
        )}
        <Button variant="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide deliveries' : 'Show deliveries'}
        </Button>
      </div>
      {isShown && <DeliveryList endpointId={id} canReplay={disabledAt === null} />}
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title="Delete this endpoint?"
        losses={LOSSES}
        confirmLabel="Delete endpoint"
        onConfirm={async () => {
          try {
            await client.webhooks.delete.mutate({ id })
          } catch (error) {
            throw new Error(describeProblem(error).message)
          }
          await queryClient.invalidateQueries({ queryKey: trpc.webhooks.pathKey() })
        }}
      />
    </Card>
  )
}
