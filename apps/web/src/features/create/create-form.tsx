import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState } from '../../ui/index.ts'
import { useUploads } from '../uploads/index.ts'
import { CREATE_COLUMNS } from './create-layout.ts'
import type { Draft } from './draft.ts'
import { OptionsPanel } from './options-panel.tsx'
import { rememberPreferences } from './preferences.ts'
import { PricePanel } from './price-panel.tsx'
import { QuoteLines } from './quote-lines.tsx'
import { type Offer, settleDraft } from './settle-draft.ts'
import { ShotGallery } from './shot-gallery.tsx'
import { SourcePhotos } from './source-photos.tsx'
import { useQuote } from './use-quote.ts'
import { useStart } from './use-start.ts'
import { useStartKey } from './use-start-key.ts'

/** Photos, shot and options in three zones, with the price of exactly this on the button. */
export function CreateForm({ first, offer }: { first: Draft; offer: Offer }) {
  const [draft, setDraft] = useState(first)
  const navigate = useNavigate()
  const settled = settleDraft(draft, offer)
  const { data: credits } = useQuery(trpc.credits.balance.queryOptions())
  const isSending = useUploads().some(({ state }) => state === 'waiting' || state === 'sending')
  const missing = isSending ? 'Your photos are on their way; then it can start.' : (settled?.missing ?? null)
  const { price, renew } = useQuote(settled && missing === null ? settled.work : null)
  const { start, isStarting, problem, forgetProblem } = useStart(renew)

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    forgetProblem()
    if (part.sourceIds || part.shotId !== undefined) keepInAddress(next)
  }

  /** A reload, or a link that is passed on, brings the same photos and shot. */
  const keepInAddress = ({ sourceIds, shotId }: Draft) => {
    const search = {
      ...(sourceIds.length > 0 && { sources: sourceIds.join(',') }),
      ...(shotId !== null && { shot: shotId }),
    }
    void navigate({ to: '/create', search, replace: true, resetScroll: false })
  }

  const isAffordable = price.status === 'ready' && (!credits || price.quote.credits <= credits.available)
  const startNow = () => {
    if (price.status !== 'ready' || !isAffordable) return
    const { modelId, count } = price.work
    rememberPreferences({
      ...(modelId && { modelId }),
      count,
      ...(draft.imageSize && { imageSize: draft.imageSize }),
    })
    void start(price)
  }
  useStartKey(startNow)

  if (!settled) {
    return <ErrorState title="No model can be used now" message="Tell the operator of this studio." />
  }
  return (
    <div className={CREATE_COLUMNS.grid}>
      <div className={CREATE_COLUMNS.photos}>
        <SourcePhotos
          ids={draft.sourceIds}
          onChange={(changeIds) => change({ sourceIds: changeIds(draft.sourceIds) })}
          note={settled.notes.sources}
        />
      </div>
      <div className={CREATE_COLUMNS.shots}>
        <ShotGallery
          shots={offer.shots}
          chosenId={settled.shot?.id ?? null}
          onChoose={(shotId) => change({ shotId, aspectRatio: null })}
        />
      </div>
      <div className={CREATE_COLUMNS.options}>
        <div className="min-h-0 flex-1 md:overflow-y-auto md:px-5 md:py-4">
          <OptionsPanel draft={draft} settled={settled} models={offer.models} onChange={change} />
          {/* On narrow screens only the button stays in sight; the lines stand where the choices end. */}
          {(price.status === 'ready' || price.status === 'pending') && (
            <div className="mt-6 border-line border-t pt-4 md:hidden">
              <QuoteLines price={price} availableCredits={credits?.available} />
            </div>
          )}
        </div>
        <div className={CREATE_COLUMNS.price}>
          <PricePanel
            count={draft.count}
            price={price}
            missing={missing}
            availableCredits={credits?.available}
            isStarting={isStarting}
            startProblem={problem}
            onStart={startNow}
          />
        </div>
      </div>
    </div>
  )
}
