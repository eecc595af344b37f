import type { GenerationView } from '@studio/core/generations'
import { Link } from '@tanstack/react-router'
import { Ban, Download, Trash2 } from 'lucide-react'
import { formatNumberOf } from '../../lib/format.ts'
import { ratioName } from '../../lib/ratio.ts'
import { Button, IconButton, PageHeader, Progress, RelativeTime } from '../../ui/index.ts'
import { downloadAssets } from '../assets/download-assets.ts'
import { countOutputs, describeCredits, describeProgress } from './describe-generation.ts'

type GenerationHeaderProps = {
  generation: GenerationView
  title: string
  isCancelling: boolean
  onCancel: () => void
  onDelete: () => void
}

/** What was asked for, how far it has come, what it costs, and what can be done with all of it. */
export function GenerationHeader({
  generation,
  title,
  isCancelling,
  onCancel,
  onDelete,
}: GenerationHeaderProps) {
  const counts = countOutputs(generation)
  const isOpen = counts.ended < counts.total
  const made = generation.outputs.flatMap(({ asset }) => asset ?? [])
  return (
    <>
      <PageHeader
        above={
          <Link to="/generations" className="hover:text-ink">
            Generations
          </Link>
        }
        title={title}
        lead={
          <>
            {generation.modelName} · {generation.imageSize} · {ratioName(generation.aspectRatio)} ·{' '}
            <RelativeTime iso={generation.createdAt} />
          </>
        }
        actions={
          <>
            {counts.queued > 0 && (
              <Button busy={isCancelling} onClick={onCancel}>
                <Ban aria-hidden="true" />
                <span>
                  Cancel {counts.queued}
                  <span className="max-sm:sr-only"> waiting</span>
                </span>
              </Button>
            )}
            {made.length > 1 && (
              <Button onClick={() => downloadAssets(made)}>
                <Download aria-hidden="true" />
                <span>
                  <span className="max-sm:sr-only">Download </span>
                  {made.length}
                </span>
              </Button>
            )}
            <IconButton label="Delete this generation" onClick={onDelete}>
              <Trash2 />
            </IconButton>
          </>
        }
      />
      <div className="mb-6">
        <div className="figures mb-2 flex flex-wrap justify-between gap-x-6 gap-y-1 text-14">
          <p role="status">{describeProgress(counts, generation.makes)}</p>
          <p className="text-ink-soft">{describeCredits(generation.credits).join(' · ')}</p>
        </div>
        <div className="h-1">
          {isOpen && (
            <Progress
              label={`${formatNumberOf(counts.ended, generation.makes)} of ${counts.total} done`}
              value={counts.ended / counts.total}
            />
          )}
        </div>
      </div>
    </>
  )
}
