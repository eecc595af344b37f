import type { BatchView } from '@studio/core/batches'
import { Archive, Download, Pause, Play, Store } from 'lucide-react'
import { useState } from 'react'
import { formatCount, formatCredits, formatNumberOf } from '../../lib/format.ts'
import { Button, ConfirmDialog, LinkButton } from '../../ui/index.ts'
import { DownloadDialog } from './download-dialog.tsx'
import type { BatchActs } from './use-batch-acts.ts'

/** More than this is not downloaded at once, but put into an archive first (services/batches, `downloadAccepted`). */
const MOST_DOWNLOADED = 2000

/** What can be done with a batch as a whole, and with all that was accepted of it. */
export function BatchActions({ batch, acts }: { batch: BatchView; acts: BatchActs }) {
  const [isEnding, setEnding] = useState(false)
  const [isDownloading, setDownloading] = useState(false)
  const { status, credits, review, items } = batch
  const isOpen = status === 'running' || status === 'paused'
  return (
    <>
      {status === 'running' && (
        <Button busy={acts.isBusy} onClick={() => void acts.pause()}>
          <Pause aria-hidden="true" />
          Pause
        </Button>
      )}
      {status === 'paused' && (
        <Button busy={acts.isBusy} onClick={() => void acts.resume()}>
          <Play aria-hidden="true" />
          Go on
        </Button>
      )}
      {isOpen && <Button onClick={() => setEnding(true)}>Cancel the rest</Button>}
      {!isOpen && (
        <LinkButton to="/batches/new" search={{ from: batch.id }}>
          Another like this
        </LinkButton>
      )}
      {review.accepted > 0 && (
        <>
          <Button busy={acts.isBusy} onClick={() => void acts.publish()}>
            <Store aria-hidden="true" />
            Publish
          </Button>
          <Button busy={acts.isBusy} onClick={() => void acts.archive()}>
            <Archive aria-hidden="true" />
            Archive
          </Button>
          {review.accepted <= MOST_DOWNLOADED && (
            <Button variant="primary" onClick={() => setDownloading(true)}>
              <Download aria-hidden="true" />
              Download {formatCount(review.accepted)}
            </Button>
          )}
        </>
      )}
      {isDownloading && (
        <DownloadDialog batchId={batch.id} pictures={review.accepted} onClose={() => setDownloading(false)} />
      )}
      <ConfirmDialog
        isOpen={isEnding}
        onOpenChange={setEnding}
        title="Cancel the rest of this batch?"
        losses={[`${formatNumberOf(items.pending + items.started, 'item')} that no service works on yet`]}
        remains={`What was made stays, what is being made is finished, and up to ${formatCredits(credits.held)} come back.`}
        confirmLabel="Cancel the rest"
        onConfirm={acts.cancel}
      />
    </>
  )
}
