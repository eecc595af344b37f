import type { GenerationView } from '@studio/core/generations'
import type { CSSProperties, KeyboardEvent } from 'react'
import { frameRatio } from './frame-ratio.ts'
import { OutputFrame } from './output-frame.tsx'

/** The most that a row of outputs is high, by how many rows there are: one or two are seen whole. */
const ROW_HEIGHTS: Record<number, string> = { 1: '62dvh', 2: 'max(15rem, 34dvh)' }

type OutputGridProps = {
  generation: GenerationView
  chosenId: string
  onChoose: (id: string) => void
  onCompare: (id: string) => void
}

/** All outputs in the order they were asked for. Arrow keys go from one to the next, Enter compares. */
export function OutputGrid({ generation, chosenId, onChoose, onCompare }: OutputGridProps) {
  const { outputs } = generation
  const ratio = frameRatio(generation)

  /** Up and down go by rows; left and right belong to the whole screen. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    const columns = getComputedStyle(event.currentTarget).gridTemplateColumns.split(' ').length
    const next = outputs[outputs.findIndex(({ id }) => id === chosenId) + step * columns]
    if (!next) return
    event.preventDefault()
    onChoose(next.id)
    focusOutput(next.id)
  }

  return (
    <ul
      onKeyDown={onKeyDown}
      style={gridStyle(outputs.length, ratio)}
      className="grid w-full justify-self-center grid-cols-[repeat(var(--narrow-columns),minmax(0,1fr))] content-start gap-x-4 gap-y-5 md:max-w-(--widest) md:grid-cols-[repeat(var(--columns),minmax(0,1fr))]"
    >
      {outputs.map((output) => (
        <OutputFrame
          key={output.id}
          output={output}
          generation={generation}
          ratio={ratio}
          isChosen={output.id === chosenId}
          onChoose={() => onChoose(output.id)}
          onCompare={() => onCompare(output.id)}
        />
      ))}
    </ul>
  )
}

/**
 * Columns by count and ratio, so that the outputs are seen together without scrolling where that leaves them
 * large enough to judge.
 */
function gridStyle(count: number, ratio: number): CSSProperties {
  const isWide = ratio > 1.6
  const columns = Math.min(count, isWide || count === 4 ? 2 : 3)
  const rowHeight = ROW_HEIGHTS[Math.ceil(count / columns)]
  return {
    '--columns': columns,
    '--narrow-columns': Math.min(count, isWide ? 1 : 2),
    '--widest': rowHeight ? `calc(${columns} * ${rowHeight} * ${ratio})` : 'none',
  } as CSSProperties
}

/** Moves the focus to an output's frame. */
export function focusOutput(id: string): void {
  document.querySelector<HTMLElement>(`[data-output="${id}"]`)?.focus()
}
