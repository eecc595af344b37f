import { Link } from '@tanstack/react-router'
import { ShownOnceDialog } from '../../ui/shown-once-dialog.tsx'

/** Shows a token the one time that it can be shown. */
export function NewTokenDialog({ token, onClose }: { token: string | undefined; onClose: () => void }) {
  return (
    <ShownOnceDialog
      secret={token}
      onClose={onClose}
      title="Your new token"
      description="Copy it now: it is shown this once, and we keep only a fingerprint of it."
    >
      Whoever has it can do what it may do. Keep it out of code that others read.{' '}
      <Link
        to="/settings/{-$page}"
        params={{ page: 'code' }}
        className="text-accent-ink underline underline-offset-2"
        onClick={onClose}
      >
        Use it from code
      </Link>
    </ShownOnceDialog>
  )
}
