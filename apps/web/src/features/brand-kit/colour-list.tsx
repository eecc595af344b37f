import { ArrowLeft, ArrowRight, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { readColour } from '../../lib/read-colour.ts'
import { Badge, Button, IconButton, TextField } from '../../ui/index.ts'

/** The most colours of a kit, as the API has it. */
const MAX_COLOURS = 6

type ColourListProps = { colours: readonly string[]; onChange: (colours: string[]) => void }

/** The brand's colours in their order, the main one first. */
export function ColourList({ colours, onChange }: ColourListProps) {
  const [written, setWritten] = useState('')
  const colour = readColour(written)
  const isKnown = colour !== null && colours.includes(colour)
  const add = () => {
    if (colour === null || isKnown) return
    onChange([...colours, colour])
    setWritten('')
  }
  const move = (index: number, step: -1 | 1) => {
    const next = [...colours]
    const [moved] = next.splice(index, 1)
    if (moved !== undefined) next.splice(index + step, 0, moved)
    onChange(next)
  }
  return (
    <div className="flex flex-col gap-4">
      {colours.length > 0 && (
        <ol className="flex flex-wrap gap-4">
          {colours.map((each, index) => (
            <li key={each} className="flex w-24 flex-col gap-1.5">
              <div
                className="relative h-16 rounded-control border border-line"
                style={{ backgroundColor: each }}
              >
                {index === 0 && (
                  <span className="absolute bottom-1.5 left-1.5">
                    <Badge tone="picture">Main</Badge>
                  </span>
                )}
              </div>
              <span className="text-center font-mono text-12 text-ink-soft">{each}</span>
              <span className="flex justify-center">
                <IconButton
                  label={`Move ${each} forward`}
                  size="small"
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowLeft />
                </IconButton>
                <IconButton
                  label={`Move ${each} back`}
                  size="small"
                  disabled={index === colours.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowRight />
                </IconButton>
                <IconButton
                  label={`Remove ${each}`}
                  size="small"
                  onClick={() => onChange(colours.filter((other) => other !== each))}
                >
                  <X />
                </IconButton>
              </span>
            </li>
          ))}
        </ol>
      )}
      {colours.length < MAX_COLOURS ? (
        <div className="flex max-w-sm items-end gap-2">
          <div className="flex-1">
            <TextField
              label={colours.length === 0 ? 'Your main colour' : 'Another colour'}
              placeholder="#0a5c55"
              maxLength={7}
              spellCheck={false}
              value={written}
              error={isKnown ? 'This colour is there already.' : undefined}
              onChange={(event) => setWritten(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                add()
              }}
            />
          </div>
          <input
            type="color"
            aria-label="Choose a colour from a palette"
            value={colour ?? '#808080'}
            onChange={(event) => setWritten(event.target.value)}
            className="h-10 w-12 cursor-pointer rounded-control border border-line-control bg-surface p-1"
          />
          <Button className="h-10" disabled={colour === null || isKnown} onClick={add}>
            <Plus aria-hidden="true" />
            Add
          </Button>
        </div>
      ) : (
        <p className="text-13 text-ink-faint">{MAX_COLOURS} colours are the most.</p>
      )}
    </div>
  )
}
