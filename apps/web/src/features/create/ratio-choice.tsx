import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { AspectRatio } from '@studio/core/models'
import { ratioName, ratioOf } from '../../lib/ratio.ts'
import { classNames } from '../../ui/index.ts'
import { Note } from './note.tsx'

/** The longer side of a drawn frame, in CSS pixels. */
const FRAME_PX = 18

type RatioChoiceProps = {
  ratios: readonly AspectRatio[]
  value: AspectRatio
  onChange: (ratio: AspectRatio) => void
  note: string | undefined
}

/** The ratios a model makes, each drawn as the frame it is; a model that makes but one says so. */
export function RatioChoice({ ratios, value, onChange, note }: RatioChoiceProps) {
  if (ratios.length < 2) {
    return (
      <p className="flex justify-between gap-4 text-13">
        <span className="font-medium">Ratio</span>
        <span className="text-ink-soft">{ratioName(value)}</span>
      </p>
    )
  }
  return (
    <div>
      <div id="ratio-label" className="mb-1.5 font-medium text-13">
        Ratio
      </div>
      <RadioGroup
        aria-labelledby="ratio-label"
        value={value}
        onValueChange={(next: AspectRatio) => onChange(next)}
        className="grid grid-cols-8 gap-x-0.5 gap-y-1"
      >
        {ratios.map((ratio) => (
          <Radio.Root
            key={ratio}
            value={ratio}
            aria-label={ratioName(ratio)}
            className={classNames(
              'flex h-12 cursor-pointer flex-col items-center justify-end gap-1 rounded-control pb-1 text-ink-soft transition-colors duration-120 hover:bg-hover hover:text-ink data-checked:bg-accent-soft data-checked:text-accent-ink',
              ratio === 'source' && 'col-span-2',
            )}
          >
            <Frame ratio={ratioOf(ratio)} />
            <span className="figures text-12">{ratio === 'source' ? 'As photo' : ratio}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
      <Note text={note} />
    </div>
  )
}

/** Without a ratio: whatever the photo has. */
function Frame({ ratio }: { ratio: number | null }) {
  const known = ratio ?? 1
  const widthPx = known >= 1 ? FRAME_PX : Math.max(4, FRAME_PX * known)
  const heightPx = known >= 1 ? Math.max(4, FRAME_PX / known) : FRAME_PX
  return (
    <span aria-hidden="true" className="flex h-4.5 items-center">
      <span
        className={classNames('border-[1.5px] border-current', ratio === null && 'border-dashed')}
        style={{ width: widthPx, height: heightPx }}
      />
    </span>
  )
}
