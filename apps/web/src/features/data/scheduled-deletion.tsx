import type { DeletionView } from '@studio/core/deletions'
import { formatExactTime } from '../../lib/format.ts'
import { AnchorButton, Button } from '../../ui/index.ts'
import { useKeepAccount } from './use-keep-account.ts'

/** The deletion that waits for its day: when, how to stop it, and where the receipt will be. */
export function ScheduledDeletion({
  deletion: { dueAt, receiptPage },
  onDeleteNow,
}: {
  deletion: DeletionView
  onDeleteNow: () => void
}) {
  const { keep, isBusy } = useKeepAccount()
  return (
    <div className="mt-4 rounded-control bg-sunken p-4 text-14">
      <p>
        This account will be deleted on{' '}
        <time dateTime={dueAt} className="font-medium">
          {formatExactTime(dueAt)}
        </time>
        . The receipt can be fetched afterwards at an address that only you have; it was also sent to you by
        mail.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="primary" busy={isBusy} onClick={() => void keep()}>
          Keep the account
        </Button>
        <AnchorButton href={receiptPage} target="_blank" rel="noreferrer">
          Show the receipt’s page
        </AnchorButton>
        <Button variant="quiet" onClick={onDeleteNow}>
          Delete now instead…
        </Button>
      </div>
    </div>
  )
}
