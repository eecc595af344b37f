import type { PublicationView } from '@studio/core/publications'
import { BadgeCheck, TriangleAlert } from 'lucide-react'
import { Progress } from '../../ui/index.ts'
import { ConflictPanel } from './conflict-panel.tsx'
import { describeVerification, isLeftHalfWay } from './status-words.ts'

/** How a publication stands: warnings while it is a plan, its progress, and what came of it. */
export function PublicationState({ publication }: { publication: PublicationView }) {
  const { status, warnings, progress, failure, conflicts } = publication
  switch (status) {
    case 'planned':
      return warnings.length === 0 ? null : (
        <ul aria-label="Before you approve" className="flex flex-col gap-1.5 text-13 text-amber">
          {warnings.map(({ code, message, assetId }) => (
            <li key={`${code} ${assetId}`} className="flex gap-2">
              <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
              {message}
            </li>
          ))}
        </ul>
      )
    case 'queued':
    case 'running':
    case 'reverting':
      return (
        <div>
          <Progress
            label="Progress of the publication"
            value={status === 'queued' ? 0 : progress.total === 0 ? null : progress.done / progress.total}
          />
          <p role="status" className="figures mt-1.5 text-13 text-ink-soft">
            {describeProgress(publication)}
          </p>
        </div>
      )
    case 'published':
      return (
        <ul aria-label="Verified" className="flex flex-col gap-1 text-13 text-ink-soft">
          {describeVerification(publication).map((line) => (
            <li key={line} className="flex gap-2">
              <BadgeCheck className="mt-0.5 size-3.5 shrink-0 text-accent-ink" aria-hidden="true" />
              {line}
            </li>
          ))}
        </ul>
      )
    case 'conflict':
      return <ConflictPanel conflicts={conflicts} progress={progress} />
    case 'failed':
    case 'stuck':
      return (
        <div role="alert" className="rounded-control bg-amber-soft px-4 py-3 text-13">
          <p>{failure?.message ?? 'The store did not do it.'}</p>
          {!isLeftHalfWay(publication) && (
            <p className="mt-1 text-ink-soft">
              {status === 'failed'
                ? 'Whatever had been done was taken back: the product is as it was.'
                : 'It stopped half-way, and goes on by itself as soon as the store lets us in again.'}
            </p>
          )}
        </div>
      )
  }
}

function describeProgress({ status, progress: { done, total } }: PublicationView): string {
  if (status === 'queued') return 'One product of a store at a time: it begins in a moment.'
  if (status === 'reverting') return 'It could not go on. What was done is being taken back.'
  return total === 0 ? 'The product is being read.' : `Step ${Math.min(done + 1, total)} of ${total}`
}
