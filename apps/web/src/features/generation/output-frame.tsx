import type { GenerationView, OutputView } from '@studio/core/generations'
import { Download, SquareSplitHorizontal, Store } from 'lucide-react'
import { useState } from 'react'
import { formatCredits, formatDuration } from '../../lib/format.ts'
import { AnchorButton, classNames, IconButton, LinkButton } from '../../ui/index.ts'
import { isVideo, playTime } from '../assets/video.ts'
import { VideoPlayer } from '../assets/video-player.tsx'
import { OutputContent } from './output-content.tsx'

type OutputFrameProps = {
  output: OutputView
  generation: Pick<GenerationView, 'provider' | 'makes'>
  /** Width divided by height, the same before and after. */
  ratio: number
  /** The one whose recipe is shown and that keys speak of. */
  isChosen: boolean
  onChoose: () => void
  onCompare: () => void
}

/**
 * One output in a frame of the ratio that was asked for, so that nothing moves when it arrives. A press compares a
 * picture, and plays a video in its place.
 */
export function OutputFrame({ output, generation, ratio, isChosen, onChoose, onCompare }: OutputFrameProps) {
  const [isPlaying, setPlaying] = useState(false)
  const name = `Output ${output.index + 1}`
  const { asset } = output
  const isFilm = asset !== null && isVideo(asset)
  const compare = () => {
    onChoose()
    onCompare()
  }
  return (
    <li className="flex min-w-0 flex-col gap-2">
      {isFilm && isPlaying && isChosen ? (
        <div data-output={output.id} tabIndex={-1} className="outline-2 outline-accent-line outline-offset-2">
          <VideoPlayer asset={asset} name={name} startsAtOnce style={{ aspectRatio: ratio }} />
        </div>
      ) : (
        <button
          type="button"
          data-output={output.id}
          tabIndex={isChosen ? 0 : -1}
          aria-current={isChosen}
          aria-label={labelOf(output, name)}
          aria-describedby={`${output.id}-state`}
          onClick={() => {
            onChoose()
            if (isFilm) setPlaying(true)
            else if (asset) onCompare()
          }}
          style={{ aspectRatio: ratio }}
          className={classNames(
            'relative flex w-full items-center justify-center overflow-hidden bg-sunken text-left outline-offset-2',
            asset ? (isFilm ? 'cursor-pointer' : 'cursor-zoom-in') : 'cursor-default',
            isChosen && 'outline-2 outline-accent-line',
          )}
        >
          <OutputContent output={output} generation={generation} ratio={ratio} name={name} />
        </button>
      )}
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
          <span className="-mr-1.5 flex">
            {isFilm && (
              <IconButton
                label={`Compare the first frame of ${name.toLowerCase()}`}
                size="small"
                onClick={compare}
              >
                <SquareSplitHorizontal />
              </IconButton>
            )}
            {!isFilm && (
              <LinkButton
                to="/publish"
                search={{ assets: asset.id }}
                variant="quiet"
                size="small"
                aria-label={`Publish output ${output.index + 1} to a store`}
                title="Publish to a store"
                className="w-8 px-0! pointer-coarse:w-10"
              >
                <Store aria-hidden="true" />
              </LinkButton>
            )}
            <AnchorButton
              variant="quiet"
              size="small"
              href={asset.files.download}
              download={asset.fileName}
              aria-label={`Download output ${output.index + 1}`}
              className="w-8 px-0! pointer-coarse:w-10"
            >
              <Download aria-hidden="true" />
            </AnchorButton>
          </span>
        )}
      </div>
    </li>
  )
}

function labelOf({ asset }: OutputView, name: string): string {
  if (!asset) return name
  if (!isVideo(asset)) return `${name}: compare with the source`
  return `${name}: play the video${asset.durationMs === null ? '' : `, ${playTime(asset.durationMs)}`}`
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
      const price = creditsCharged === 0 ? 'Free' : formatCredits(creditsCharged)
      const cost = asset ? price : 'Deleted'
      return tookMs === undefined ? cost : `${cost} · ${formatDuration(tookMs)}`
    }
    case 'failed':
      return 'Failed'
    case 'cancelled':
      return 'Cancelled'
  }
}
