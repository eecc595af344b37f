import type { ModelView } from '@studio/core/models'
import { Link } from '@tanstack/react-router'
import { formatCredits, formatDate } from '../../lib/format.ts'
import { Select, type SelectOption } from '../../ui/index.ts'
import { isLocal } from '../models/offer-models.ts'
import { pricesOf, settleDuration } from '../models/settle-choices.ts'
import { OWN_PIXELS } from '../shots/shot-words.ts'
import { Note } from './note.tsx'
import type { Settled } from './settle-draft.ts'

type ModelChoiceProps = {
  settled: Settled
  /** All models, to name what replaces a retired one. */
  models: readonly ModelView[]
  onChange: (modelId: string) => void
}

/** Every model that could make the shot, with its price; those that cannot be used now say why. */
export function ModelChoice({ settled, models, onChange }: ModelChoiceProps) {
  const usable = settled.candidates.filter(({ isAvailable }) => isAvailable)
  const others = settled.candidates.filter(({ isAvailable }) => !isAvailable)
  return (
    <div>
      <Select
        label="Model"
        value={settled.model.id}
        onChange={onChange}
        options={[
          ...usable.map((model) => usableOption(model, settled)),
          ...others.map((model) => otherOption(model, models)),
        ]}
      />
      <Note text={settled.notes.model} />
      <p className="mt-1.5 text-12 text-ink-faint">
        <Link to="/models" className="underline underline-offset-3 hover:text-ink">
          Compare all models
        </Link>
      </p>
    </div>
  )
}

function usableOption(model: ModelView, settled: Settled): SelectOption<string> {
  return {
    value: model.id,
    label: model.name,
    detail: isLocal(model) ? `${OWN_PIXELS}. They stay on this installation.` : model.summary,
    aside: priceOf(model, settled),
  }
}

function otherOption(model: ModelView, models: readonly ModelView[]): SelectOption<string> {
  const replacement = models.find(({ id }) => id === model.replacementId)
  const detail = model.isServed
    ? 'Not set up in this studio.'
    : `Retired${model.retiresOn ? ` on ${formatDate(model.retiresOn)}` : ''}.${replacement ? ` ${replacement.name} takes its place.` : ''}`
  return { value: model.id, label: model.name, detail, isDisabled: true }
}

/** What one costs at the chosen size, or from which price the model starts where it lacks the size. */
function priceOf(model: ModelView, settled: Settled): string {
  if (isLocal(model)) return 'free'
  const prices = pricesOf(model, settleDuration(settled.options.durationSec, model))
  const exact = prices.find(({ imageSize }) => imageSize === settled.imageSize)
  if (exact) return `${formatCredits(exact.credits)} each`
  const [least] = prices.map(({ credits }) => credits).sort((a, b) => a - b)
  return least === undefined ? '' : `from ${formatCredits(least)}`
}
