import type { AnalysisView } from '@studio/core/analyses'
import type { ModelView } from '@studio/core/models'
import { MAX_PROMPT_CHARACTERS } from '@studio/core/quotes'
import type { ShotOptions } from '@studio/core/shots'
import { TextArea } from '../../ui/index.ts'
import { isLocal } from '../models/offer-models.ts'
import { cutsOut, hasOwnSize } from '../shots/shot-needs.ts'
import { AmountChoices } from './amount-choices.tsx'
import { CutOutPanel } from './cut-out-panel.tsx'
import type { Draft } from './draft.ts'
import { ModelChoice } from './model-choice.tsx'
import { RatioChoice } from './ratio-choice.tsx'
import type { Settled } from './settle-draft.ts'
import { ShotChoices } from './shot-choices.tsx'
import { ShotSummary } from './shot-summary.tsx'

/** How near the longest wording one must be before the characters are counted. */
const COUNT_FROM = MAX_PROMPT_CHARACTERS - 200

type OptionsPanelProps = {
  draft: Draft
  settled: Settled
  models: readonly ModelView[]
  /** How surely the product can be cut out; null until that is known. */
  cutOut: AnalysisView['cutOut']
  /** The brand's colours, its main one first; null while the account has no brand kit. */
  brandColours: readonly string[] | null
  onChange: (part: Partial<Draft>) => void
  /** Keeps all of it as a shot of one's own; left out where that is not offered. */
  onSave?: () => void
}

/** The choices that apply to the chosen shot and model, each with its price where it moves the price. */
export function OptionsPanel(props: OptionsPanelProps) {
  const { draft, settled, models, cutOut, brandColours, onChange, onSave } = props
  const { model, shot, notes } = settled
  const setOptions = (part: ShotOptions) => onChange({ options: { ...draft.options, ...part } })
  return (
    <div className="flex flex-col gap-4">
      {onSave && (
        <ShotSummary settled={settled} isRefinement={draft.refinesOutputId !== null} onSave={onSave} />
      )}
      <ModelChoice settled={settled} models={models} onChange={(modelId) => onChange({ modelId })} />
      {cutsOut(shot, model) && (
        <CutOutPanel
          settled={settled}
          cutOut={cutOut}
          onOptions={setOptions}
          onModel={(modelId) => onChange({ modelId })}
        />
      )}
      {!isLocal(model) && <Words draft={draft} settled={settled} onChange={onChange} />}
      <ShotChoices settled={settled} brandColours={brandColours} onOptions={setOptions} />
      {!hasOwnSize(shot) && (
        <RatioChoice
          ratios={model.aspectRatios}
          value={settled.aspectRatio}
          onChange={(aspectRatio) => onChange({ aspectRatio })}
          note={notes.aspectRatio}
        />
      )}
      <AmountChoices draft={draft} settled={settled} onChange={onChange} />
    </div>
  )
}

function Words({ draft, settled, onChange }: Pick<OptionsPanelProps, 'draft' | 'settled' | 'onChange'>) {
  const { shot } = settled
  const isOwn = shot === null || shot.needs.words
  return (
    <TextArea
      label={isOwn ? (shot ? 'Say more' : 'Describe the picture') : 'Anything to add?'}
      rows={2}
      className="min-h-16!"
      value={draft.words}
      maxLength={MAX_PROMPT_CHARACTERS}
      placeholder={placeholderOf(settled, draft.refinesOutputId !== null)}
      onChange={(event) => onChange({ words: event.target.value })}
      {...(draft.words.length > COUNT_FROM && {
        aside: `${MAX_PROMPT_CHARACTERS - draft.words.length} characters left`,
      })}
    />
  )
}

function placeholderOf({ shot, model }: Settled, isRefinement: boolean): string {
  if (isRefinement) return 'For example: make the light warmer'
  if (model.makes === 'video') return 'For example: steam rises from it'
  if (shot?.id === 'season') return 'For example: Christmas, with fir twigs'
  return shot
    ? 'For example: two lemons beside it'
    : 'For example: on a red bench in the snow, seen from above'
}
