import type { AnalysisContent, AnalysisView } from '@studio/core/analyses'
import { Skeleton } from '../../ui/index.ts'

/** From which score on a photo is a good source, and from which on it will do. */
const GOOD_SCORE = 75
const FAIR_SCORE = 45

/** How well a photo serves as a source, in plain words: what is on it, and what would make it better. */
export function PhotoReport({ analysis }: { analysis: AnalysisView | undefined }) {
  if (!analysis || analysis.status === 'unasked') return null
  if (analysis.status === 'pending') {
    return (
      <div className="flex flex-col gap-1.5" aria-busy="true">
        <p className="text-13 text-ink-faint">Looking at your photo…</p>
        <Skeleton className="h-3 w-4/5" />
      </div>
    )
  }
  const { content, failure } = analysis
  if (!content) return failure && <p className="text-13 text-ink-faint">{failure.message}</p>
  const { product, photo } = content
  return (
    <div className="flex flex-col gap-1.5 text-13">
      {product !== '' && <p className="text-ink-soft">{product}</p>}
      {photo && <PhotoScore photo={photo} />}
    </div>
  )
}

/** How good a photo is to work from, and each thing that speaks against it. */
export function PhotoScore({ photo }: { photo: NonNullable<AnalysisContent['photo']> }) {
  return (
    <div className="flex flex-col gap-1.5 text-13">
      <p className="figures flex items-baseline justify-between gap-2">
        <span className={photo.score < FAIR_SCORE ? 'text-amber' : ''}>{scoreWords(photo.score)}</span>
        <span className="text-12 text-ink-faint">{photo.score} of 100</span>
      </p>
      {photo.remarks.length > 0 && (
        <ul className="flex flex-col gap-1 text-12 text-ink-faint">
          {photo.remarks.map(({ code, words }) => (
            <li key={code} className="flex gap-2">
              <span aria-hidden="true" className="mt-1.5 size-1 shrink-0 rounded-full bg-amber" />
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What speaks against a photo as a source, if anything does. */
export function PhotoWarning({ analysis }: { analysis: AnalysisView | undefined }) {
  const score = analysis?.content?.photo?.score
  if (score === undefined || score >= FAIR_SCORE) return null
  return <p className="mt-1 text-12 text-amber">{scoreWords(score)}</p>
}

function scoreWords(score: number): string {
  if (score >= GOOD_SCORE) return 'A good photo to work from'
  return score >= FAIR_SCORE ? 'A photo to work from' : 'A better photo would help'
}
