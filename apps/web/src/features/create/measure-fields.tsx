import type { ShotOptions } from '@studio/core/shots'
import { TextField } from '../../ui/index.ts'

type Measure = 'widthPx' | 'heightPx' | 'widthMm' | 'heightMm'

const LABELS: Record<Measure, string> = {
  widthPx: 'Width, px',
  heightPx: 'Height, px',
  widthMm: 'True width, mm',
  heightMm: 'True height, mm',
}

/** The bounds of the API, so that a number out of them is seen here and not refused there. */
const BOUNDS: Record<Measure, { least: number; most: number }> = {
  widthPx: { least: 16, most: 8000 },
  heightPx: { least: 16, most: 8000 },
  widthMm: { least: 1, most: 100_000 },
  heightMm: { least: 1, most: 100_000 },
}

type MeasureFieldsProps = {
  measures: readonly [Measure, Measure]
  options: ShotOptions
  /** An option that is undefined is one that was emptied. */
  onChange: (part: { [Name in Measure]?: number | undefined }) => void
}

/** Two whole numbers side by side: the size of the file, or of the product itself. */
export function MeasureFields({ measures, options, onChange }: MeasureFieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-3">
      {measures.map((measure) => (
        <TextField
          key={measure}
          label={LABELS[measure]}
          type="number"
          inputMode="numeric"
          step={1}
          min={BOUNDS[measure].least}
          max={BOUNDS[measure].most}
          defaultValue={options[measure] ?? ''}
          onChange={(event) => onChange({ [measure]: readWhole(event.target.value, measure) })}
        />
      ))}
    </div>
  )
}

function readWhole(text: string, measure: Measure): number | undefined {
  const { least, most } = BOUNDS[measure]
  const number = Number(text)
  return text !== '' && Number.isInteger(number) && number >= least && number <= most ? number : undefined
}
