import { ChevronsLeftRight } from 'lucide-react'
import type { PointerEvent, RefObject } from 'react'
import type { ComparePicture } from './compare-picture.ts'
import { Pane, type SharedView } from './pane.tsx'
import { PictureLayer } from './picture-layer.tsx'
import { clamp, type Size } from './viewport.ts'

type DividedPaneProps = {
  source: ComparePicture
  output: ComparePicture
  pane: Size
  shared: SharedView
  /** How much of the pane, from the left, belongs to the source: 0 to 100. */
  dividerPercent: number
  onDivider: (percent: number) => void
  /** The keyboard's way to move the divider; the viewer gives it the focus first. */
  rangeRef: RefObject<HTMLInputElement | null>
}

/**
 * The source at the left and the output at the right of one divider. Both lie in the same place; the source's
 * window is shifted and its content shifted back, so that nothing but transforms moves.
 */
export function DividedPane({
  source,
  output,
  pane,
  shared,
  dividerPercent,
  onDivider,
  rangeRef,
}: DividedPaneProps) {
  const { view, glides } = shared
  const divideAt = (fraction: number) => onDivider(Math.round(clamp(fraction * 100, 0, 100) * 10) / 10)
  const sourcePercent = Math.round(dividerPercent)

  const dragHandle = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation()
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId)
      // The press would otherwise move the focus away from the keys that move the divider too.
      event.preventDefault()
      rangeRef.current?.focus({ preventScroll: true })
    } else if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      const box = event.currentTarget.closest('[data-divided]')?.getBoundingClientRect()
      if (box) divideAt((event.clientX - box.left) / box.width)
    }
  }

  return (
    <Pane shared={shared} onDragWhenFitted={divideAt}>
      <div data-divided className="absolute inset-0">
        <PictureLayer picture={output} pane={pane} view={view} glides={glides} />
        <div
          className="absolute inset-0 overflow-hidden bg-wall"
          style={{ transform: `translateX(${dividerPercent - 100}%)` }}
        >
          <div className="absolute inset-0" style={{ transform: `translateX(${100 - dividerPercent}%)` }}>
            <PictureLayer picture={source} pane={pane} view={view} glides={glides} />
          </div>
        </div>
        <div
          className="pointer-events-none absolute inset-0"
          style={{ transform: `translateX(${dividerPercent}%)` }}
        >
          <input
            ref={rangeRef}
            type="range"
            min={0}
            max={100}
            value={sourcePercent}
            onChange={(event) => onDivider(event.target.valueAsNumber)}
            aria-label="Divider between source and output"
            aria-valuetext={`${sourcePercent} % source, ${100 - sourcePercent} % output`}
            className="peer sr-only"
          />
          <div className="absolute inset-y-0 left-0 w-0.5 -translate-x-1/2 bg-on-picture shadow-[0_0_0_1px_oklch(0_0_0/0.18)]" />
          <div
            onPointerDown={dragHandle}
            onPointerMove={dragHandle}
            className="pointer-events-auto absolute top-1/2 left-0 flex size-11 -translate-x-1/2 -translate-y-1/2 cursor-ew-resize touch-none items-center justify-center rounded-full bg-on-picture text-picture-shade shadow-float peer-focus-visible:outline-2 peer-focus-visible:outline-accent-line peer-focus-visible:outline-offset-2"
          >
            <ChevronsLeftRight className="size-5" aria-hidden="true" />
          </div>
        </div>
      </div>
    </Pane>
  )
}
