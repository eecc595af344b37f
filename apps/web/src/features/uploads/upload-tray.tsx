import { Check, ChevronDown, ChevronUp, RotateCw, TriangleAlert, X } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { formatBytes, formatNumberOf } from '../../lib/format.ts'
import { Button, classNames, IconButton, Picture, Progress, Spinner } from '../../ui/index.ts'
import type { Upload } from './upload-queue.ts'
import { useUploadQueue, useUploads } from './uploads-provider.tsx'

/** How long the tray stays when all went well and there is nothing to read. */
const SHOWN_MS = 6000
/** Lines that are laid out, and how many more each wish for more brings: a folder may bring thousands. */
const LINES = 50

/**
 * The files that are being sent, each with its own progress, and what became of them. It keeps away from where main
 * buttons are, goes by itself when all went well, and stays when something was refused.
 */
export function UploadTray() {
  const uploads = useUploads()
  const queue = useUploadQueue()
  const [isOpen, setOpen] = useState(true)
  const [most, setMost] = useState(LINES)
  const isAllDone = uploads.length > 0 && uploads.every(({ state }) => state === 'done')
  useEffect(() => {
    if (!isAllDone) return
    const timer = setTimeout(queue.clearDone, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isAllDone, queue])
  if (uploads.length === 0 || queue.isHushed()) return null

  const isBusy = uploads.some(({ state }) => state === 'waiting' || state === 'sending')
  const Chevron = isOpen ? ChevronDown : ChevronUp
  return (
    <section
      aria-label="Uploads"
      className="fixed inset-x-4 top-17 z-30 md:inset-x-auto md:top-auto md:bottom-4 md:left-4 md:w-92 overflow-hidden rounded-card border border-line bg-raised shadow-float md:bottom-4"
    >
      <header className="flex h-11 items-center gap-1 pr-1.5 pl-4">
        <p role="status" className="flex-1 truncate font-medium text-14">
          {summarize(uploads)}
        </p>
        <IconButton
          label={isOpen ? 'Show less' : 'Show all'}
          size="small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron />
        </IconButton>
        {!isBusy && (
          <IconButton
            label="Close"
            size="small"
            onClick={() => {
              for (const { id } of uploads) queue.remove(id)
            }}
          >
            <X />
          </IconButton>
        )}
      </header>
      {isOpen && (
        <ul className="max-h-[min(18rem,40dvh)] overflow-y-auto border-line border-t">
          {firstOf(uploads, most).map((upload) => (
            <UploadLine key={upload.id} upload={upload} />
          ))}
          {uploads.length > most && (
            <li className="figures flex items-center justify-between gap-3 py-2 pr-1.5 pl-4 text-13 text-ink-soft">
              And {formatNumberOf(uploads.length - most, 'more file', 'more files')}
              <Button variant="quiet" size="small" onClick={() => setMost(most + LINES)}>
                Show more
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** What of many comes first: what asks for something, then what moves. */
const RANKS: Record<Upload['state'], number> = { failed: 0, sending: 1, waiting: 2, done: 3 }

/** In the order in which they were chosen, unless there are too many to see at once. */
function firstOf(uploads: readonly Upload[], most: number): readonly Upload[] {
  if (uploads.length <= LINES) return uploads
  return uploads.toSorted((a, b) => RANKS[a.state] - RANKS[b.state]).slice(0, most)
}

/** With each step of one file the others stay as they are. */
const UploadLine = memo(function UploadLine({ upload }: { upload: Upload }) {
  const queue = useUploadQueue()
  const isOnItsWay = upload.state === 'waiting' || upload.state === 'sending'
  return (
    <li className="flex items-start gap-3 py-2 pr-1.5 pl-4">
      <span className="flex size-9 shrink-0 items-center justify-center overflow-hidden">
        <UploadMark upload={upload} />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="truncate text-13">{upload.fileName}</p>
        <p
          className={classNames(
            'figures text-12',
            upload.state === 'failed' ? 'text-danger' : 'text-ink-faint',
          )}
          {...(upload.state === 'failed' && { role: 'alert' })}
        >
          {describe(upload)}
        </p>
        {upload.state === 'sending' && (
          <Progress label={`Sending ${upload.fileName}`} value={upload.share} className="mt-1.5" />
        )}
      </div>
      {upload.state === 'failed' && upload.canRetry && (
        <IconButton
          label={`Send ${upload.fileName} again`}
          size="small"
          onClick={() => queue.retry(upload.id)}
        >
          <RotateCw />
        </IconButton>
      )}
      {upload.state !== 'done' && (
        <IconButton
          label={isOnItsWay ? `Stop ${upload.fileName}` : `Take ${upload.fileName} off the list`}
          size="small"
          onClick={() => queue.remove(upload.id)}
        >
          <X />
        </IconButton>
      )}
    </li>
  )
})

function UploadMark({ upload }: { upload: Upload }) {
  if (upload.state === 'done' && upload.asset.status === 'ready') {
    const { files, widthPx, heightPx, thumbHash, hasAlpha } = upload.asset
    return (
      <Picture
        src={files.thumb}
        alt=""
        {...{ widthPx, heightPx, thumbHash, hasAlpha }}
        className={(widthPx ?? 1) >= (heightPx ?? 1) ? 'w-9' : 'h-9'}
      />
    )
  }
  if (upload.state === 'done') return <Check className="size-4 text-accent-ink" aria-hidden="true" />
  if (upload.state === 'failed') return <TriangleAlert className="size-4 text-danger" aria-hidden="true" />
  return <Spinner className="text-ink-faint" />
}

function describe(upload: Upload): string {
  const size = formatBytes(upload.sizeBytes)
  switch (upload.state) {
    case 'waiting':
      return `${size} · waiting for its turn`
    case 'sending':
      return upload.share < 1 ? `${Math.round(upload.share * 100)} % of ${size}` : `${size} sent · checking`
    case 'done':
      return upload.isKnown
        ? 'Already in your library: the same file, kept once'
        : `${size} · in your library`
    case 'failed':
      return upload.problem.message
  }
}

function summarize(uploads: readonly Upload[]): string {
  const open = uploads.filter(({ state }) => state === 'waiting' || state === 'sending').length
  const failed = uploads.filter(({ state }) => state === 'failed').length
  if (open > 0) return `Sending ${formatNumberOf(open, 'photo')}`
  const done = uploads.length - failed
  if (failed === 0) return `${formatNumberOf(done, 'photo')} in your library`
  return done === 0
    ? `${formatNumberOf(failed, 'file')} not taken`
    : `${formatNumberOf(done, 'photo')} in, ${formatNumberOf(failed, 'file')} not taken`
}
