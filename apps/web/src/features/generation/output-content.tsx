import type { GenerationView, OutputView } from '@studio/core/generations'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import { CircleSlash, ImageOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDuration } from '../../lib/format.ts'
import { Spinner } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { PlayMark } from '../assets/play-mark.tsx'
import { isVideo } from '../assets/video.ts'
import { describeFailure } from './describe-generation.ts'
import { useNow } from './use-now.ts'

type OutputContentProps = {
  output: OutputView
  generation: Pick<GenerationView, 'provider' | 'makes'>
  ratio: number
  name: string
}

/** What lies in an output's frame: its picture or poster frame, or how it stands with it. */
export function OutputContent({ output, generation, ratio, name }: OutputContentProps) {
  const { status, asset } = output
  if (status === 'queued') return <Note>Waiting for its turn</Note>
  if (status === 'running') return <Running output={output} generation={generation} />
  if (status === 'cancelled') {
    return (
      <Note icon={<CircleSlash aria-hidden="true" />}>
        Cancelled before it was made.
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
  if (!asset) return <Note icon={<ImageOff aria-hidden="true" />}>This {generation.makes} was deleted.</Note>
  const assetRatio = (asset.widthPx ?? 1) / (asset.heightPx ?? 1)
  return (
    <>
      <AssetPicture
        asset={asset}
        size="preview"
        isEager
        alt={name}
        // Models round ratios a little: the picture touches the sides of its frame, or its top.
        className={assetRatio >= ratio ? 'w-full' : 'h-full'}
      />
      {isVideo(asset) && <PlayMark durationMs={asset.durationMs} />}
    </>
  )
}

/** The clock counts from when the output was begun, so it goes on where it was after a reload. */
function Running({
  output: { startedAt, attempt },
  generation,
}: Pick<OutputContentProps, 'output' | 'generation'>) {
  const now = useNow(true)
  const elapsedMs = startedAt ? Math.max(0, now.getTime() - new Date(startedAt).getTime()) : 0
  return (
    <>
      <span className="absolute inset-0 animate-[shimmer_1.8s_ease-in-out_infinite] bg-pressed" />
      <Note icon={<Spinner />}>
        <span className="figures text-ink">{formatElapsed(elapsedMs)}</span>
        {generation.makes === 'video' && (
          <span className="mt-1 block">
            {PROVIDER_NAMES[generation.provider as Provider]} is making it; this takes one to five minutes.
            You can leave this page.
          </span>
        )}
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
