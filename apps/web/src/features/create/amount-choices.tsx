import type { ImageSize } from '@studio/core/models'
import { MAX_OUTPUTS } from '@studio/core/quotes'
import { formatCredits } from '../../lib/format.ts'
import { Segmented } from '../../ui/index.ts'
import { isLocal } from '../models/offer-models.ts'
import { pricesOf } from '../models/settle-choices.ts'
import { hasOwnSize } from '../shots/shot-needs.ts'
import type { Draft } from './draft.ts'
import { Note } from './note.tsx'
import type { Settled } from './settle-draft.ts'

const COUNTS = Array.from({ length: MAX_OUTPUTS }, (_, index) => {
  const count = String(index + 1)
  return { value: count, label: count }
})

type AmountChoicesProps = { draft: Draft; settled: Settled; onChange: (part: Partial<Draft>) => void }

/** How large, how long and how many: all that moves the price, with the price beside it. */
export function AmountChoices({ draft, settled, onChange }: AmountChoicesProps) {
  const { model, shot, durationSec, imageSize, count, notes } = settled
  const isFree = isLocal(model)
  const prices = hasOwnSize(shot) ? [] : pricesOf(model, durationSec)
  return (
    <>
      {durationSec !== null && (
        <Segmented
          label="Length"
          isWide
          options={model.durationsSec
            .toSorted((a, b) => a - b)
            .map((seconds) => ({ value: String(seconds), label: `${seconds} s` }))}
          value={String(durationSec)}
          onChange={(seconds) => onChange({ options: { ...draft.options, durationSec: Number(seconds) } })}
        />
      )}
      {prices.length > 1 && (
        <div>
          <Segmented
            label={isFree ? 'Size' : 'Size · credits each'}
            isWide
            options={prices.map(({ imageSize: size, credits }) => ({
              value: size,
              name: isFree ? size : `${size}, ${formatCredits(credits)} each`,
              label: (
                <>
                  {size}
                  {!isFree && <span className="figures font-normal text-12 text-ink-faint">{credits}</span>}
                </>
              ),
            }))}
            value={imageSize}
            onChange={(size: ImageSize) => onChange({ imageSize: size })}
          />
          <Note text={notes.imageSize} />
        </div>
      )}
      {prices.length < 2 && <Note text={notes.imageSize} />}
      {!isFree && (
        <Segmented
          label={model.makes === 'video' ? 'Videos' : 'Pictures'}
          isWide
          options={COUNTS}
          value={String(count)}
          onChange={(next) => onChange({ count: Number(next) })}
        />
      )}
    </>
  )
}
