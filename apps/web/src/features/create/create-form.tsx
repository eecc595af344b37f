import type { Id } from '@studio/core/kernel'
import type { ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { isLocal } from '../models/offer-models.ts'
import { PricePanel } from '../quotes/price-panel.tsx'
import { QuoteLines } from '../quotes/quote-lines.tsx'
import { useQuote } from '../quotes/use-quote.ts'
import { useStart } from '../quotes/use-start.ts'
import { useStartKey } from '../quotes/use-start-key.ts'
import { ShotGallery } from '../shots/shot-gallery.tsx'
import { cutsOut } from '../shots/shot-needs.ts'
import { useShotActs } from '../shots/use-shot-acts.tsx'
import { SourcePhotos } from '../sources/source-photos.tsx'
import { useUploads } from '../uploads/index.ts'
import { CREATE_COLUMNS } from './create-layout.ts'
import type { Draft } from './draft.ts'
import { OptionsPanel } from './options-panel.tsx'
import { rememberPreferences } from './preferences.ts'
import { SaveShotDialog } from './save-shot-dialog.tsx'
import { settleDraft } from './settle-draft.ts'
import { Unmakeable } from './unmakeable.tsx'
import { usePhotoKnowledge } from './use-photo-knowledge.ts'

type CreateFormProps = { first: Draft; shots: readonly ShotView[]; models: readonly ModelView[] }

/** Photos, shot and options in three zones, with the price of exactly this on the button. */
export function CreateForm({ first, shots, models }: CreateFormProps) {
  const [draft, setDraft] = useState(first)
  const [isSaving, setSaving] = useState(false)
  const navigate = useNavigate()
  const photos = usePhotoKnowledge(draft, shots)
  const settled = settleDraft(draft, { shots, models, verdict: photos.cutOut?.verdict ?? null })
  const { data: credits } = useQuery(trpc.credits.balance.queryOptions())
  const brand = useQuery(trpc.brandKit.get.queryOptions(undefined, { retry: false })).data
  const isSending = useUploads().some(({ state }) => state === 'waiting' || state === 'sending')
  const missing = isSending ? 'Your photos are on their way; then it can start.' : (settled?.missing ?? null)
  const { price, renew } = useQuote(
    settled && missing === null ? settled.work : null,
    settled && cutsOut(settled.shot, settled.model) ? (photos.cutOut?.verdict ?? null) : null,
  )
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

  /** Another shot has a ratio, a size and options of its own; a change of an earlier picture is given up. */
  const choose = (shotId: string | null) =>
    change({ shotId, aspectRatio: null, options: {}, refinesOutputId: null })
  const { acts, dialogs } = useShotActs((id) => draft.shotId === id && choose(null))

  const isAffordable = price.status === 'ready' && (!credits || price.quote.credits <= credits.available)
  const startNow = () => {
    if (!settled || price.status !== 'ready' || !isAffordable) return
    // What only a few shots use says nothing about the next one.
    const isUsual = settled.model.makes === 'picture' && !isLocal(settled.model)
    if (isUsual) {
      const { modelId } = price.work
      rememberPreferences({
        ...(modelId && { modelId }),
        count: settled.count,
        ...(draft.imageSize && { imageSize: draft.imageSize }),
      })
    }
    void start(price)
  }
  useStartKey(startNow)

  const brandColours = brand && brand.updatedAt !== null ? brand.colours : null
  return (
    <div className={CREATE_COLUMNS.grid}>
      <div className={CREATE_COLUMNS.photos}>
        <SourcePhotos
          ids={draft.sourceIds}
          roles={photos.roles}
          hasRoles={photos.hasRoles}
          onRole={(id: Id<'asset'>, role) => change({ roles: { ...draft.roles, [id]: role } })}
          analyses={photos.analyses}
          onChange={(changeIds) => change({ sourceIds: changeIds(draft.sourceIds) })}
          note={settled?.notes.sources}
        />
      </div>
      <div className={CREATE_COLUMNS.shots}>
        <ShotGallery
          shots={shots}
          recommendedIds={photos.recommendedIds}
          category={photos.category}
          chosenId={draft.refinesOutputId ? null : (settled?.shot?.id ?? draft.shotId)}
          onChoose={choose}
          acts={acts}
        />
      </div>
      <div className={CREATE_COLUMNS.options}>
        <div className="min-h-0 flex-1 md:overflow-y-auto md:px-5 md:py-4">
          {settled ? (
            <OptionsPanel
              draft={draft}
              settled={settled}
              models={models}
              cutOut={photos.cutOut}
              brandColours={brandColours}
              onChange={change}
              onSave={() => setSaving(true)}
            />
          ) : (
            <Unmakeable shot={shots.find(({ id }) => id === draft.shotId)} />
          )}
          {/* On narrow screens only the button stays in sight; the lines stand where the choices end. */}
          {(price.status === 'ready' || price.status === 'pending') && (
            <div className="mt-6 border-line border-t pt-4 md:hidden">
              <QuoteLines price={price} availableCredits={credits?.available} />
            </div>
          )}
        </div>
        {settled && (
          <div className={CREATE_COLUMNS.price}>
            <PricePanel
              count={settled.count}
              makes={settled.model.makes}
              price={price}
              missing={missing}
              availableCredits={credits?.available}
              isStarting={isStarting}
              startProblem={problem}
              onStart={startNow}
            />
          </div>
        )}
      </div>
      {isSaving && settled && (
        <SaveShotDialog
          settled={settled}
          words={draft.words}
          onClose={() => setSaving(false)}
          onSaved={(shotId) => change({ shotId, words: '', modelId: null, options: {} })}
        />
      )}
      {dialogs}
    </div>
  )
}
