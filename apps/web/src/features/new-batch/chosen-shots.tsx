import type { ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/index.ts'
import { chooseShot, type ShotChoice } from './batch-draft.ts'
import type { SettledShot } from './settle-shots.ts'
import { ShotLine } from './shot-line.tsx'
import { ShotOptionsDialog } from './shot-options-dialog.tsx'
import { ShotsDialog } from './shots-dialog.tsx'
import type { ChosenType } from './use-examined.ts'

/** The most kinds of pictures that a batch makes; `MAX_BATCH_WORKS` of the API. */
const MOST = 20

type ChosenShotsProps = {
  settled: readonly SettledShot[]
  shots: readonly ShotView[]
  models: readonly ModelView[]
  /** The types of the chosen products. */
  types: readonly ChosenType[]
  /** How many sources each is made of, in their order. */
  items: readonly number[]
  onChange: (shots: readonly ShotChoice[]) => void
}

/** The kinds of pictures that are wanted, each with its options and what it costs. */
export function ChosenShots({ settled, shots, models, types, items, onChange }: ChosenShotsProps) {
  const [isChoosing, setChoosing] = useState(false)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const chosen = settled.map(({ choice }) => choice)
  const open = settled.find(({ choice }) => choice.key === openKey)
  const replace = (key: string, part: Partial<ShotChoice>) =>
    onChange(chosen.map((choice) => (choice.key === key ? { ...choice, ...part } : choice)))
  const add = (choice: ShotChoice) => onChange([...chosen, choice])

  return (
    <section aria-labelledby="batch-shots-heading">
      <h2 id="batch-shots-heading" className="mb-3 text-14">
        Shots of each
      </h2>
      {settled.length > 0 && (
        <ul className="mb-4 border-line border-b">
          {settled.map((shot, index) => (
            <ShotLine
              key={shot.choice.key}
              shot={shot}
              items={items[index] ?? 0}
              onOptions={() => setOpenKey(shot.choice.key)}
              onModel={(modelId) => replace(shot.choice.key, { modelId })}
              onCopy={
                settled.length < MOST ? () => add({ ...shot.choice, key: crypto.randomUUID() }) : undefined
              }
              onRemove={() => onChange(chosen.filter(({ key }) => key !== shot.choice.key))}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setChoosing(true)}>
          <Plus aria-hidden="true" />
          {settled.length === 0 ? 'Choose shots' : 'More shots'}
        </Button>
        <Button
          variant="quiet"
          disabled={settled.length >= MOST}
          onClick={() => {
            const own = chooseShot(null)
            add(own)
            setOpenKey(own.key)
          }}
        >
          In your own words
        </Button>
      </div>
      {isChoosing && (
        <ShotsDialog
          shots={shots}
          chosen={chosen}
          most={MOST}
          onChoose={onChange}
          onClose={() => setChoosing(false)}
        />
      )}
      {open && (
        <ShotOptionsDialog
          shot={open}
          models={models}
          types={types}
          onChange={(part) => replace(open.choice.key, part)}
          onClose={() => setOpenKey(null)}
        />
      )}
    </section>
  )
}
