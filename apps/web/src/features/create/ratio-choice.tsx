import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { AspectRatio } from '@studio/core/models'
import { ratioOf } from './settle-draft.ts'

/** The longer side of a drawn frame, in CSS pixels. */
const FRAME_PX = 18

type RatioChoiceProps = {
  ratios: readonly AspectRatio[]
  value: AspectRatio
  onChange: (ratio: AspectRatio) => void
  note: string | undefined
}

/** The ratios a model makes, each drawn as the frame it is. */
export function RatioChoice({ ratios, value, onChange, note }: RatioChoiceProps) {
  return (
    <div>
      <div id="ratio-label" className="mb-1.5 font-medium text-13">
        Ratio
      </div>
      <RadioGroup
        aria-labelledby="ratio-label"
        value={value}
        onValueChange={(next: AspectRatio) => onChange(next)}
        className="grid grid-cols-7 gap-1"
      >
        {ratios.map((ratio) => (
          <Radio.Root
            key={ratio}
            value={ratio}
            aria-label={ratio}
            className="flex h-12 cursor-pointer flex-col items-center justify-end gap-1 rounded-control pb-1 text-ink-soft transition-colors duration-120 hover:bg-hover hover:text-ink data-checked:bg-accent-soft data-checked:text-accent-ink"
          >
            <Frame ratio={ratioOf(ratio)} />
            <span className="figures text-12">{ratio}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
      {note !== undefined && (
        <p role="status" className="mt-1 text-13 text-amber">
          {note}
        </p>
      )}
    </div>
  )
}

function Frame({ ratio }: { ratio: number }) {
  const widthPx = ratio >= 1 ? FRAME_PX : Math.max(4, FRAME_PX * ratio)
  const heightPx = ratio >= 1 ? Math.max(4, FRAME_PX / ratio) : FRAME_PX
  return (
    <span aria-hidden="true" className="flex h-4.5 items-center">
      <span className="border-[1.5px] border-current" style={{ width: widthPx, height: heightPx }} />
    </span>
  )
}
