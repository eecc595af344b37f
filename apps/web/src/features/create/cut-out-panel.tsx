import type { AnalysisView } from '@studio/core/analyses'
import type { ShotOptions } from '@studio/core/shots'
import { formatCredits } from '../../lib/format.ts'
import { Button, CheckBox, classNames, Switch } from '../../ui/index.ts'
import { isLocal } from '../models/offer-models.ts'
import { pricesOf } from '../models/settle-choices.ts'
import type { Settled } from './settle-draft.ts'

type CutOutPanelProps = {
  settled: Settled
  /** Null until the photo was judged. */
  cutOut: AnalysisView['cutOut']
  onOptions: (part: ShotOptions) => void
  onModel: (modelId: string) => void
}

/** How surely the product can be cut out, what else could make the shot, and how to cut. */
export function CutOutPanel({ settled, cutOut, onOptions, onModel }: CutOutPanelProps) {
  const { options, candidates } = settled
  const other = candidates.find((model) => model.isAvailable && !isLocal(model))
  const isUnsure = cutOut !== null && cutOut.verdict !== 'sure'
  return (
    <div
      className={classNames(
        'flex flex-col gap-3 rounded-control p-3 text-13',
        isUnsure ? 'bg-amber-soft' : 'bg-sunken',
      )}
    >
      <p role="status" className={isUnsure ? 'text-amber' : 'text-ink-soft'}>
        {cutOut?.words ?? 'How surely the product can be cut out is not known yet.'}
      </p>
      {isUnsure && other && (
        <Button size="small" className="self-start" onClick={() => onModel(other.id)}>
          Make it with {other.name}
          <span className="font-normal text-ink-faint">{priceFrom(settled, other)}</span>
        </Button>
      )}
      {cutOut?.verdict === 'unsuitable' && (
        <CheckBox
          isChecked={options.acceptUnsure ?? false}
          onChange={(acceptUnsure) => onOptions({ acceptUnsure })}
        >
          Use the cut-out although it is not sure
        </CheckBox>
      )}
      <Switch
        label="Fill gaps inside it"
        isOn={options.fillHoles ?? false}
        onChange={(fillHoles) => onOptions({ fillHoles })}
      />
      <Switch
        label="Remove its shadow"
        isOn={options.removeShadow ?? false}
        onChange={(removeShadow) => onOptions({ removeShadow })}
      />
    </div>
  )
}

function priceFrom(settled: Settled, model: Settled['model']): string {
  const prices = pricesOf(model, null)
  const price = prices.find(({ imageSize }) => imageSize === settled.imageSize) ?? prices[0]
  return price ? `${formatCredits(price.credits)} each` : ''
}
