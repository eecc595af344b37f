import type { ModelView } from '@studio/core/models'
import { useQuery } from '@tanstack/react-query'
import { formatCount } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, CheckBox, Dialog } from '../../ui/index.ts'
import { OptionsPanel } from '../create/options-panel.tsx'
import type { ShotChoice } from './batch-draft.ts'
import { type SettledShot, toCreateDraft } from './settle-shots.ts'
import type { ChosenType } from './use-examined.ts'

type ShotOptionsDialogProps = {
  shot: SettledShot
  models: readonly ModelView[]
  types: readonly ChosenType[]
  onChange: (part: Partial<ShotChoice>) => void
  onClose: () => void
}

/** The choices of Create for one kind of picture of a batch, and for which products it is made. */
export function ShotOptionsDialog({ shot, models, types, onChange, onClose }: ShotOptionsDialogProps) {
  const brand = useQuery(trpc.brandKit.get.queryOptions(undefined, { retry: false })).data
  const { choice, settled, name, problem } = shot
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Options of ${name}`}
      width="narrow"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex flex-col gap-5 pt-1">
        {settled ? (
          <OptionsPanel
            draft={toCreateDraft(choice)}
            settled={settled}
            models={models}
            cutOut={null}
            brandColours={brand && brand.updatedAt !== null ? brand.colours : null}
            onChange={(part) => onChange(part)}
          />
        ) : (
          <p className="text-14 text-amber">{problem}</p>
        )}
        {(types.length > 0 || choice.productTypes !== null) && (
          <TypeChoice
            types={types}
            chosen={choice.productTypes}
            onChange={(productTypes) => onChange({ productTypes })}
          />
        )}
      </div>
    </Dialog>
  )
}

type TypeChoiceProps = {
  types: readonly ChosenType[]
  /** Null: every source. */
  chosen: readonly string[] | null
  onChange: (chosen: readonly string[] | null) => void
}

/** For products of which types it is made; for every source while none is marked. */
function TypeChoice({ types, chosen, onChange }: TypeChoiceProps) {
  const marked = chosen ?? []
  // What was marked stays to be unmarked, also when no product of that type is left.
  const absent = marked.filter((type) => !types.some(({ productType }) => productType === type))
  const all = [...types, ...absent.map((productType) => ({ productType, products: 0 }))]
  const toggle = (type: string, isChosen: boolean) => {
    const next = isChosen ? [...marked, type] : marked.filter((other) => other !== type)
    onChange(next.length === 0 ? null : next)
  }
  return (
    <fieldset className="border-line border-t pt-4">
      <legend className="float-left mb-1 font-medium text-13">Only for products of these types</legend>
      <p className="clear-both mb-2.5 text-12 text-ink-faint">
        None marked: it is made of every source. Photos and addresses have no type.
      </p>
      <div className="flex flex-col gap-2">
        {all.map(({ productType, products }) => (
          <CheckBox
            key={productType}
            isChecked={marked.includes(productType)}
            onChange={(isChosen) => toggle(productType, isChosen)}
          >
            {productType} <span className="figures text-ink-faint">{formatCount(products)}</span>
          </CheckBox>
        ))}
      </div>
    </fieldset>
  )
}
