import type { ExportView } from '@studio/core/exports'
import { Download, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { formatBytes, formatCount, formatDate, formatExactTime, formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import {
  AnchorButton,
  Button,
  ConfirmDialog,
  IconButton,
  Progress,
  RelativeTime,
  useToast,
} from '../../ui/index.ts'

/** One archive: how far it is, or how to fetch it and until when. */
export function ExportLine({ export: row, onAgain }: { export: ExportView; onAgain: () => void }) {
  const [isDeleting, setDeleting] = useState(false)
  const { id, status, assetIds, createdAt } = row
  const isOpen = status === 'queued' || status === 'running'
  const what = assetIds === null ? 'Everything' : formatNumberOf(assetIds.length, 'chosen picture')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-14">
          <span className="font-medium">{what}</span>
          <span className="text-ink-faint">
            {' · asked for '}
            <RelativeTime iso={createdAt} />
          </span>
        </p>
        <State row={row} />
      </div>
      <div className="flex items-center gap-2">
        {row.file !== null && (
          <AnchorButton href={row.file} download>
            <Download aria-hidden="true" />
            Download
          </AnchorButton>
        )}
        {status === 'failed' && (
          <Button onClick={onAgain}>
            <RotateCw aria-hidden="true" />
            Ask again
          </Button>
        )}
        <IconButton
          label={isOpen ? 'Give up this archive' : 'Delete this archive'}
          onClick={() => setDeleting(true)}
        >
          <Trash2 />
        </IconButton>
      </div>
      <DeleteDialog row={row} id={id} isOpen={isDeleting} onOpenChange={setDeleting} />
    </li>
  )
}

/** What there is to know about an archive in its state. */
function State({ row }: { row: ExportView }) {
  const { status, filesDone, filesTotal, sizeBytes, failure, expiresAt } = row
  if (failure !== null) return <p className="mt-1 text-13 text-danger">{failure.message}</p>
  if (status === 'ready') {
    return (
      <p className="figures mt-1 text-13 text-ink-soft">
        {formatBytes(sizeBytes ?? 0)} · {formatNumberOf(filesTotal, 'picture')} · removed on{' '}
        <time dateTime={expiresAt} title={formatExactTime(expiresAt)}>
          {formatDate(expiresAt)}
        </time>
      </p>
    )
  }
  const isCounted = status === 'running' && filesTotal > 0
  return (
    <div className="mt-2 max-w-sm">
      <Progress label="Progress of the archive" value={isCounted ? filesDone / filesTotal : null} />
      <p className="figures mt-1.5 text-13 text-ink-soft">
        {isCounted
          ? `${formatCount(filesDone)} of ${formatNumberOf(filesTotal, 'picture')}`
          : 'It begins in a moment.'}{' '}
        You can leave this page.
      </p>
    </div>
  )
}

function DeleteDialog({
  row: { status, createdAt, sizeBytes },
  id,
  isOpen,
  onOpenChange,
}: {
  row: ExportView
  id: ExportView['id']
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const toast = useToast()
  const isReady = status === 'ready'

  async function erase() {
    try {
      await client.exports.delete.mutate({ id })
    } catch (error) {
      throw new Error(describeProblem(error).message)
    } finally {
      await queryClient.invalidateQueries({ queryKey: trpc.exports.pathKey() })
    }
    toast({ title: isReady ? 'Archive deleted' : 'Archive given up' })
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={isReady ? 'Delete this archive?' : 'Give up this archive?'}
      losses={[
        isReady
          ? `The archive of ${formatDate(createdAt)}, ${formatBytes(sizeBytes ?? 0)}.`
          : 'What has been put together so far.',
      ]}
      remains="Everything it is made of stays as it is; you can ask for another one at any time."
      confirmLabel={isReady ? 'Delete the archive' : 'Give it up'}
      onConfirm={erase}
    />
  )
}
