import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useState } from 'react'
import { readColour } from '../../lib/read-colour.ts'
import { TextField } from '../../ui/index.ts'

type ColourChoiceProps = {
  label: string
  value: string | undefined
  /** Colours to choose from at once: the brand's. */
  swatches: readonly string[]
  onChange: (colour: string) => void
}

/** One colour: out of the brand's, by the system's own picker, or written as `#rrggbb`. */
export function ColourChoice({ label, value, swatches, onChange }: ColourChoiceProps) {
  // What is written and no colour yet; null once it is one.
  const [unfinished, setUnfinished] = useState<string | null>(null)
  const write = (text: string) => {
    const colour = readColour(text)
    setUnfinished(colour === null ? text : null)
    if (colour !== null) onChange(colour)
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            label={label}
            value={unfinished ?? value ?? ''}
            placeholder="#0a5c55"
            maxLength={7}
            spellCheck={false}
            onChange={(event) => write(event.target.value)}
          />
        </div>
        <input
          type="color"
          aria-label={`${label}, from a palette`}
          value={value ?? '#808080'}
          onChange={(event) => write(event.target.value)}
          className="h-10 w-12 cursor-pointer rounded-control border border-line-control bg-surface p-1"
        />
      </div>
      {unfinished !== null && (
        <p className="text-13 text-ink-faint">Write it as # and six digits, such as #0a5c55.</p>
      )}
      {swatches.length > 0 && (
        <RadioGroup
          aria-label={`${label}, out of the brand kit`}
          value={value ?? ''}
          onValueChange={(colour: string) => write(colour)}
          className="flex flex-wrap gap-2"
        >
          {swatches.map((colour) => (
            <Radio.Root
              key={colour}
              value={colour}
              aria-label={colour}
              style={{ backgroundColor: colour }}
              className="size-8 cursor-pointer rounded-full border border-line-strong outline-accent-line data-checked:outline-2 data-checked:outline-offset-2 pointer-coarse:size-10"
            />
          ))}
        </RadioGroup>
      )}
    </div>
  )
}
