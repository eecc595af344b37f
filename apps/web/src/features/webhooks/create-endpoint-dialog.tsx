import { WEBHOOK_EVENTS, type WebhookEvent, type WebhookSecretView } from '@studio/core/webhooks'
import { type FormEvent, useId, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'

const EVENTS = Object.entries(WEBHOOK_EVENTS) as [WebhookEvent, { when: string }][]
/** What most programs want, chosen to begin with. */
const USUAL: readonly WebhookEvent[] = ['generation.succeeded', 'generation.failed', 'export.ready']

/** Asks for an address and for what it should hear. */
export function CreateEndpointDialog({
  isOpen,
  onOpenChange,
  onCreated,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onCreated: (created: WebhookSecretView) => void
}) {
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<readonly WebhookEvent[]>(USUAL)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const formId = useId()

  async function create(submit: FormEvent) {
    submit.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const created = await client.webhooks.create.mutate({ url, events: [...events] })
      await queryClient.invalidateQueries({ queryKey: trpc.webhooks.pathKey() })
      setUrl('')
      setEvents(USUAL)
      onCreated(created)
    } catch (thrown) {
      setError(describeProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  function toggle(event: WebhookEvent) {
    setEvents(events.includes(event) ? events.filter((each) => each !== event) : [...events, event])
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Add endpoint"
      problem={error}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          busy={isBusy}
          disabled={url.trim() === '' || events.length === 0}
        >
          Add endpoint
        </Button>
      }
    >
      <form id={formId} onSubmit={create} className="flex flex-col gap-5 pt-1">
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          placeholder="https://example.com/studio-events"
          hint="https, on the public internet. It answers with a status from 200 to 299 within 15 seconds."
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
        <fieldset>
          <legend className="mb-1.5 font-medium text-13">What it should hear</legend>
          <div className="flex flex-col">
            {EVENTS.map(([event, { when }]) => (
              <label
                key={event}
                className="flex cursor-pointer items-start gap-3 rounded-control px-2 py-2 hover:bg-hover"
              >
                <input
                  type="checkbox"
                  checked={events.includes(event)}
                  onChange={() => toggle(event)}
                  className="mt-0.5 size-4 shrink-0 accent-accent"
                />
                <span>
                  <span className="block font-mono text-13">{event}</span>
                  <span className="block text-13 text-ink-soft">{when}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  )
}
