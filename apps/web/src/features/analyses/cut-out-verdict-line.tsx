import type { AnalysisView } from '@studio/core/analyses'

/** How surely the product can be cut out of the photo. */
export function CutOutVerdictLine({ cutOut }: { cutOut: NonNullable<AnalysisView['cutOut']> }) {
  return (
    <div className="mt-3 border-line border-t pt-3 text-13">
      <p className="figures flex items-baseline justify-between gap-2">
        <span className="text-ink-faint">Cut-out</span>
        <span className={cutOut.verdict === 'sure' ? 'text-ink-soft' : 'text-amber'}>
          {Math.round(cutOut.confidence * 100)} % sure
        </span>
      </p>
      <p className="mt-1 text-ink-soft">{cutOut.words}</p>
    </div>
  )
}
