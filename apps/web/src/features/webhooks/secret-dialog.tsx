import { Button, CopyId, Dialog } from '../../ui/index.ts'

/** Shows a signing secret the one time that it can be shown. */
export function SecretDialog({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
  return (
    <Dialog
      isOpen={secret !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="The signing secret"
      description="Give it to the program that takes the events. It is shown this once."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="mt-2 rounded-control border border-line bg-sunken px-3 py-2.5">
        {secret !== undefined && <CopyId id={secret} />}
      </div>
      <p className="mt-3 text-13 text-ink-soft">
        Any library for Standard Webhooks checks signatures with it: the headers are webhook-id,
        webhook-timestamp and webhook-signature. Lost it? Change the secret; the old one works for another
        day.
      </p>
    </Dialog>
  )
}
