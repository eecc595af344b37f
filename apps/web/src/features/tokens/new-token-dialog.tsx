import { Link } from '@tanstack/react-router'
import { Button, CopyId, Dialog } from '../../ui/index.ts'

/** Shows a token the one time that it can be shown. */
export function NewTokenDialog({ token, onClose }: { token: string | undefined; onClose: () => void }) {
  return (
    <Dialog
      isOpen={token !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Your new token"
      description="Copy it now: it is shown this once, and we keep only a fingerprint of it."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="mt-2 rounded-control border border-line bg-sunken px-3 py-2.5">
        {token !== undefined && <CopyId id={token} />}
      </div>
      <p className="mt-3 text-13 text-ink-soft">
        Whoever has it can do what it may do. Keep it out of code that others read.{' '}
        <Link
          to="/settings/{-$page}"
          params={{ page: 'code' }}
          className="text-accent-ink underline underline-offset-2"
          onClick={onClose}
        >
          Use it from code
        </Link>
      </p>
    </Dialog>
  )
}
