import { ShownOnceDialog } from '../../ui/shown-once-dialog.tsx'

/** Shows a signing secret the one time that it can be shown. */
export function SecretDialog({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
  return (
    <ShownOnceDialog
      secret={secret}
      onClose={onClose}
      title="The signing secret"
      description="Give it to the program that takes the events. It is shown this once."
    >
      Any library for Standard Webhooks checks signatures with it: the headers are webhook-id,
      webhook-timestamp and webhook-signature. Lost it? Change the secret; the old one works for another day.
    </ShownOnceDialog>
  )
}
