import type { OutputView } from '@studio/core/generations'
import type { AspectRatio } from '@studio/core/models'
import { CircleSlash, Download, ImageOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCredits, formatDuration } from '../../lib/format.ts'
import { AnchorButton, classNames, Picture, Spinner } from '../../ui/index.ts'
import { describeFailure } from './describe-generation.ts'
import { useNow } from './use-now.ts'

type OutputFrameProps = {
  output: OutputView
  aspectRatio: AspectRatio
  /** The one whose recipe is shown and that keys speak of. */
  isChosen: boolean
  onChoose: () => void
  onCompare: () => void
}

/** One output in a frame of the ratio that was asked for, so that nothing moves when its picture arrives. */
export function OutputFrame({ output, aspectRatio, isChosen, onChoose, onCompare }: OutputFrameProps) {
  const name = `Output ${output.index + 1}`
  const { asset } = output
  const open = () => {
    onChoose()
    if (asset) onCompare()
  }
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <button
        type="button"
        data-output={output.id}
        tabIndex={isChosen ? 0 : -1}
        aria-current={isChosen}
        aria-label={asset ? `${name}: compare with the source` : name}
        aria-describedby={`${output.id}-state`}
        onClick={open}
        style={{ aspectRatio: aspectRatio.replace(':', ' / ') }}
        className={classNames(
          'relative flex w-full items-center justify-center overflow-hidden bg-sunken text-left outline-offset-2',
          asset ? 'cursor-zoom-in' : 'cursor-default',
          isChosen && 'outline-2 outline-accent-line',
        )}
      >
        <Content output={output} aspectRatio={aspectRatio} name={name} />
      </button>
      <div className="flex min-h-8 items-center justify-between gap-2">
        <button
          type="button"
          onClick={onChoose}
          id={`${output.id}-state`}
          className={classNames(
            'figures -mx-1 min-w-0 truncate rounded-control px-1 text-left text-13',
            isChosen ? 'font-medium text-ink' : 'text-ink-soft',
          )}
        >
          {output.index + 1}
          <span className="font-normal text-ink-faint"> · {describeState(output)}</span>
        </button>
        {asset && (
          <AnchorButton
            variant="quiet"
            size="small"
            href={asset.files.download}
            download={asset.fileName}
            aria-label={`Download output ${output.index + 1}`}
            className="-mr-1.5 w-8 px-0!"
          >
            <Download aria-hidden="true" />
          </AnchorButton>
        )}
      </div>
    </li>
  )
}

/** The state in a word or two, with what it cost or how long it took. */
function describeState({ status, asset, creditsCharged, recipe }: OutputView): string {
  switch (status) {
    case 'queued':
      return 'Waiting'
    case 'running':
      return 'Being made'
    case 'succeeded': {
      const tookMs = recipe?.durationMs
      const cost = asset ? formatCredits(creditsCharged) : 'Deleted'
      return tookMs === undefined ? cost : `${cost} · ${formatDuration(tookMs)}`
    }
    case 'failed':
      return 'Failed'
    case 'cancelled':
      return 'Cancelled'
  }
}

function Content({
  output,
  aspectRatio,
  name,
}: Pick<OutputFrameProps, 'output' | 'aspectRatio'> & { name: string }) {
  const { status, asset } = output
  if (status === 'queued') return <Note>Waiting for its turn</Note>
  if (status === 'running') return <Running output={output} />
  if (status === 'cancelled') {
    return (
      <Note icon={<CircleSlash aria-hidden="true" />}>
        Cancelled before it started.
        <strong className="block font-medium text-ink">You were not charged.</strong>
      </Note>
    )
  }
  if (status === 'failed') {
    const { reason, cost } = describeFailure(output.failure)
    return (
      <Note icon={<TriangleAlert className="text-amber" aria-hidden="true" />}>
        {reason}
        <strong className="block font-medium text-ink">{cost}</strong>
      </Note>
    )
  }
  if (!asset) return <Note icon={<ImageOff aria-hidden="true" />}>This picture was deleted.</Note>
  return (
    <Picture
      isEager
      src={asset.files.preview}
      alt={name}
      widthPx={asset.widthPx}
      heightPx={asset.heightPx}
      thumbHash={asset.thumbHash}
      hasAlpha={asset.hasAlpha}
      className={isWiderThan(asset, aspectRatio) ? 'w-full' : 'h-full'}
    />
  )
}

function Running({ output: { startedAt, attempt } }: { output: OutputView }) {
  const now = useNow(true)
  const elapsedMs = startedAt ? Math.max(0, now.getTime() - new Date(startedAt).getTime()) : 0
  return (
    <>
      <span className="absolute inset-0 animate-[shimmer_1.8s_ease-in-out_infinite] bg-pressed" />
      <Note icon={<Spinner />}>
        <span className="figures text-ink">{formatElapsed(elapsedMs)}</span>
        {attempt > 1 && <span className="block">Attempt {attempt}</span>}
      </Note>
    </>
  )
}

/** A running clock counts whole seconds; tenths would flicker. */
function formatElapsed(elapsedMs: number): string {
  return elapsedMs < 60_000 ? `${Math.floor(elapsedMs / 1000)} s` : formatDuration(elapsedMs)
}

function Note({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="relative flex max-w-72 flex-col items-center gap-2 p-4 text-center text-13 text-ink-soft [&>svg]:size-5 [&>svg]:text-ink-faint">
      {icon}
      <span>{children}</span>
    </span>
  )
}

/** Whether the picture touches the sides of its frame rather than its top; models round ratios a little. */
function isWiderThan(picture: { widthPx: number | null; heightPx: number | null }, aspectRatio: AspectRatio) {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return (picture.widthPx ?? 1) / (picture.heightPx ?? 1) >= width / height
}
