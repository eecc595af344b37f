import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../../ui/index.ts'
import { type AnalysisDraft, canAddColour } from './analysis-draft.ts'

type Colours = AnalysisDraft['colours']

/** The colours of a product: each with its tone and its name. */
export function ColourFields({
  draft,
  onChange,
}: {
  draft: AnalysisDraft
  onChange: (colours: Colours) => void
}) {
  const { colours } = draft
  const change = (at: number, part: Partial<Colours[number]>) =>
    onChange(colours.map((colour, index) => (index === at ? { ...colour, ...part } : colour)))
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-13">Colours</legend>
      {colours.map((colour, index) => (
        <div key={index} className="flex items-center gap-2">
          <input
            type="color"
            aria-label={`Tone of colour ${index + 1}`}
            value={colour.hex}
            onChange={(event) => change(index, { hex: event.target.value })}
            className="h-9 w-11 shrink-0 cursor-pointer rounded-control border border-line-control bg-surface p-1"
          />
          <input
            type="text"
            aria-label={`Name of colour ${index + 1}`}
            maxLength={60}
            value={colour.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className="h-9 min-w-0 flex-1 rounded-control border border-line-control bg-surface px-3 text-14 hover:border-ink-faint max-md:text-16"
          />
          <IconButton
            label={`Remove colour ${index + 1}`}
            size="small"
            onClick={() => onChange(colours.filter((_, at) => at !== index))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {canAddColour(draft) && (
        <Button
          size="small"
          className="self-start"
          onClick={() => onChange([...colours, { name: '', hex: '#808080' }])}
        >
          <Plus aria-hidden="true" />
          Add a colour
        </Button>
      )}
    </fieldset>
  )
}
