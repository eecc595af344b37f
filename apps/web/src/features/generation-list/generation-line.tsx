import type { GenerationView } from '@studio/core/generations'
import { Link } from '@tanstack/react-router'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { ratioName } from '../../lib/ratio.ts'
import { Badge, RelativeTime, Skeleton, Spinner } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { PlayMark } from '../assets/play-mark.tsx'
import { isVideo } from '../assets/video.ts'
import { titleOf } from '../generation/describe-generation.ts'

/** Outputs shown in a line; the rest is counted. */
const MOST_SHOWN = 4

/** One generation in a line: source, what was asked for, outputs, state and price. The line is one link. */
export function GenerationLine({
  generation,
  shotName,
}: {
  generation: GenerationView
  shotName: string | undefined
}) {
  const { id, prompt, outputs, sources, createdAt, shotId, refines } = generation
  const source = sources.find(({ role }) => role === 'base') ?? sources[0]
  const title =
    shotId === null && refines === null
      ? prompt
      : titleOf({ shotId, prompt, isRefinement: refines !== null }, shotName)
  return (
    <li className="border-line border-t">
      <Link
        to="/generations/$id"
        params={{ id }}
        className="flex flex-wrap items-center gap-x-5 gap-y-3 py-3 transition-colors duration-120 hover:bg-hover md:-mx-3 md:flex-nowrap md:px-3"
      >
        <span className="flex h-18 w-18 shrink-0 items-center justify-center">
          <Small
            asset={source?.asset ?? null}
            alt={source === undefined ? 'No source photo' : 'Source photo'}
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium text-14">{title}</span>
            <State generation={generation} />
          </span>
          <span className="mt-0.5 block truncate text-13 text-ink-faint">
            {generation.modelName} · {generation.imageSize} · {ratioName(generation.aspectRatio)} ·{' '}
            <RelativeTime iso={createdAt} />
          </span>
          <span className="figures mt-0.5 block text-13 text-ink-soft">{describeCost(generation)}</span>
        </span>
        <span className="flex h-18 items-center gap-1.5 max-md:w-full md:shrink-0 md:justify-end">
          {outputs.slice(0, MOST_SHOWN).map((output) => (
            <span key={output.id} className="flex size-18 items-center justify-center">
              {output.status === 'queued' || output.status === 'running' ? (
                <Skeleton className="size-full rounded-none!" />
              ) : (
                <Small asset={output.asset} alt={`Output ${output.index + 1}`} />
              )}
            </span>
          ))}
          {outputs.length > MOST_SHOWN && (
            <span className="figures pl-1 text-13 text-ink-faint">+{outputs.length - MOST_SHOWN}</span>
          )}
        </span>
      </Link>
    </li>
  )
}

/** A picture as large as fits a 72 px square; a dashed frame where there is none. */
function Small({ asset, alt }: { asset: GenerationView['outputs'][number]['asset']; alt: string }) {
  if (asset === null) {
    return (
      <span
        role="img"
        aria-label={`${alt}: no picture`}
        className="size-full border border-line-strong border-dashed opacity-60"
      />
    )
  }
  if (asset.status === 'preparing') return <Skeleton className="size-full" />
  const isWide = (asset.widthPx ?? 1) >= (asset.heightPx ?? 1)
  return (
    <span className={isWide ? 'relative w-full' : 'relative h-full'}>
      <AssetPicture asset={asset} isFitted alt={isVideo(asset) ? `${alt}, video` : alt} />
      {isVideo(asset) && <PlayMark durationMs={null} />}
    </span>
  )
}

function State({ generation: { status, outputs } }: { generation: GenerationView }) {
  const made = outputs.filter((output) => output.status === 'succeeded').length
  switch (status) {
    case 'queued':
      return <Badge>Waiting</Badge>
    case 'running':
      return (
        <Badge tone="accent">
          <Spinner />
          {made} of {outputs.length}
        </Badge>
      )
    case 'succeeded':
      return made === outputs.length ? null : (
        <Badge tone="amber">
          {made} of {outputs.length} made
        </Badge>
      )
    case 'failed':
      return <Badge tone="danger">Failed</Badge>
    case 'cancelled':
      return <Badge>Cancelled</Badge>
  }
}

function describeCost({ status, credits, count, makes }: GenerationView): string {
  if (credits.quoted === 0) return `${formatNumberOf(count, makes)} · free`
  if (status === 'queued' || status === 'running') {
    return `${formatNumberOf(count, makes)} · ${formatCredits(credits.quoted)} set aside`
  }
  if (credits.charged === 0) return 'You were not charged'
  return credits.returned > 0
    ? `${formatCredits(credits.charged)} used, ${credits.returned} returned`
    : `${formatCredits(credits.charged)} used`
}
