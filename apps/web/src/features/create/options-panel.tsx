import type { ImageSize, ModelView } from '@studio/core/models'
import { MAX_OUTPUTS, MAX_PROMPT_CHARACTERS } from '@studio/core/quotes'
import { formatCredits } from '../../lib/format.ts'
import { Segmented, Select, TextArea } from '../../ui/index.ts'
import { choosableModels, type Draft } from './draft.ts'
import { RatioChoice } from './ratio-choice.tsx'
import type { Settled } from './settle-draft.ts'

const COUNTS = Array.from({ length: MAX_OUTPUTS }, (_, index) => {
  const count = String(index + 1)
  return { value: count, label: count }
})

/** How near the longest wording one must be before the characters are counted. */
const COUNT_FROM = MAX_PROMPT_CHARACTERS - 200

type OptionsPanelProps = {
  draft: Draft
  settled: Settled
  models: readonly ModelView[]
  onChange: (part: Partial<Draft>) => void
}

/** The choices that apply to the chosen shot and model, each with its price where it moves the price. */
export function OptionsPanel({ draft, settled, models, onChange }: OptionsPanelProps) {
  const { model, shot, notes } = settled
  return (
    <div className="flex flex-col gap-4">
      <TextArea
        label={shot ? 'Anything to add?' : 'Describe the picture'}
        rows={2}
        className="min-h-16!"
        value={draft.words}
        maxLength={MAX_PROMPT_CHARACTERS}
        placeholder={
          shot
            ? 'For example: two lemons beside it'
            : 'For example: on a red bench in the snow, seen from above'
        }
        onChange={(event) => onChange({ words: event.target.value })}
        {...(draft.words.length > COUNT_FROM && {
          aside: `${MAX_PROMPT_CHARACTERS - draft.words.length} characters left`,
        })}
      />
      <div>
        <Select
          label="Model"
          value={model.id}
          onChange={(modelId) => onChange({ modelId })}
          options={choosableModels(models).map((choice) => ({
            value: choice.id,
            label: choice.name,
            detail: choice.summary,
            aside: priceOf(choice, settled.imageSize),
          }))}
        />
        <Note text={notes.model} />
      </div>
      <RatioChoice
        ratios={model.aspectRatios}
        value={settled.aspectRatio}
        onChange={(aspectRatio) => onChange({ aspectRatio })}
        note={notes.aspectRatio}
      />
      <div>
        <Segmented
          label="Size · credits each"
          isWide
          options={model.sizes.map(({ imageSize, credits }) => ({
            value: imageSize,
            name: `${imageSize}, ${formatCredits(credits)} each`,
            label: (
              <>
                {imageSize} <span className="figures font-normal text-12 text-ink-faint">{credits}</span>
              </>
            ),
          }))}
          value={settled.imageSize}
          onChange={(imageSize: ImageSize) => onChange({ imageSize })}
        />
        <Note text={notes.imageSize} />
      </div>
      <Segmented
        label="Pictures"
        isWide
        options={COUNTS}
        value={String(draft.count)}
        onChange={(count) => onChange({ count: Number(count) })}
      />
    </div>
  )
}

/** What one picture costs at this size, or from which price the model starts where it lacks the size. */
function priceOf(model: ModelView, imageSize: ImageSize): string {
  const exact = model.sizes.find((size) => size.imageSize === imageSize)
  if (exact) return `${formatCredits(exact.credits)} each`
  const [least] = model.sizes.map(({ credits }) => credits).sort((a, b) => a - b)
  return least === undefined ? '' : `from ${formatCredits(least)}`
}

/** Says in amber that something else had to be taken than was wished for. */
function Note({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p role="status" className="mt-1.5 text-13 text-amber">
      {text}
    </p>
  )
}
