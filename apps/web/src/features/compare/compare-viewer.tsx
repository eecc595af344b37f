import { Dialog } from '@base-ui/react/dialog'
import { Download, X } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { AnchorButton, IconButton, Segmented } from '../../ui/index.ts'
import { type CompareAct, readCompareKey } from './compare-keys.ts'
import { COMPARE_MODES } from './compare-modes.tsx'
import { type CompareMode, type ComparePicture, neighbour } from './compare-picture.ts'
import { CompareStage } from './compare-stage.tsx'
import { PictureStrip } from './picture-strip.tsx'
import { useElementSize } from './use-element-size.ts'
import { useSharedView } from './use-shared-view.ts'
import { clamp, FITTED_VIEW, type Point, panBy, ZOOM_STEP, zoomAt } from './viewport.ts'
import { ZoomButtons } from './zoom-buttons.tsx'

type CompareViewerProps = {
  /** At least one; all ready. */
  outputs: readonly ComparePicture[]
  /** May be empty (their photos were deleted, or there were none): then the output is shown alone. */
  sources: readonly ComparePicture[]
  /** The output to begin with. */
  outputId: string
  onOutput: (id: string) => void
  onClose: () => void
}

/**
 * A full-screen viewer that compares an output with its source. Whatever the layout, one zoom and one pan
 * hold for both. Keys: 1 2 3 layouts, + − 0 zoom, arrows divider or pan (with Shift always pan), J K outputs, S sources.
 */
export function CompareViewer({ outputs, sources, outputId, onOutput, onClose }: CompareViewerProps) {
  const [wantedMode, setMode] = useState<CompareMode>('divided')
  const [sourceId, setSourceId] = useState(sources[0]?.id)
  const [dividerPercent, setDividerPercent] = useState(50)
  const [measure, pane] = useElementSize()
  const rangeRef = useRef<HTMLInputElement>(null)

  const output = outputs.find((picture) => picture.id === outputId) ?? outputs[0]
  const source = sources.find((picture) => picture.id === sourceId) ?? sources[0]
  const mode = source ? wantedMode : 'alone'
  const shown = useMemo(
    () => [output, mode === 'alone' ? undefined : source].filter((picture) => picture !== undefined),
    [output, source, mode],
  )
  const shared = useSharedView(shown, pane)
  const { view, bounds, changeView } = shared

  const zoomBy = (factor: number) => changeView((now) => zoomAt(now, factor, { x: 0, y: 0 }, bounds), 'glide')
  const fit = () => changeView(() => FITTED_VIEW, 'glide')

  if (!output) return null

  const moveBy = (by: Point) => {
    const movesDivider = mode === 'divided' && view.scale === 1 && by.x !== 0
    if (movesDivider) setDividerPercent((now) => clamp(now - Math.sign(by.x), 0, 100))
    else changeView((now) => panBy(now, by, bounds), 'glide')
  }

  const run = (wish: CompareAct) => {
    switch (wish.act) {
      case 'move':
        return moveBy(wish.by)
      case 'zoom':
        return zoomBy(wish.factor)
      case 'fit':
        return fit()
      case 'lay out':
        return setMode(wish.mode)
      case 'next output':
        return onOutput(neighbour(outputs, output.id, wish.step)?.id ?? output.id)
      case 'next source':
        return source && setSourceId(neighbour(sources, source.id, 1)?.id)
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const wish = readCompareKey(event.nativeEvent)
    if (!wish) return
    event.preventDefault()
    run(wish)
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Popup
          onKeyDown={onKeyDown}
          initialFocus={rangeRef}
          className="fixed inset-0 z-40 flex flex-col bg-wall outline-none transition-opacity duration-160 data-starting-style:opacity-0"
        >
          <header className="grid grid-cols-[1fr_auto_1fr] items-center gap-2 px-3 py-2 md:px-4">
            <Dialog.Title className="truncate text-14">{output.name}</Dialog.Title>
            <Segmented
              label="Layout"
              isLabelHidden
              options={source ? COMPARE_MODES : COMPARE_MODES.slice(2)}
              value={mode}
              onChange={setMode}
            />
            <div className="flex items-center justify-end gap-1">
              <div className="max-md:hidden">
                <ZoomButtons
                  scale={view.scale}
                  onZoomIn={() => zoomBy(ZOOM_STEP)}
                  onZoomOut={() => zoomBy(1 / ZOOM_STEP)}
                  onFit={fit}
                />
              </div>
              <AnchorButton
                variant="quiet"
                href={output.asset.files.download}
                download
                aria-label={`Download ${output.name}`}
                className="w-9 px-0!"
              >
                <Download aria-hidden="true" />
              </AnchorButton>
              <Dialog.Close
                render={
                  <IconButton label="Close" shortcut="Esc">
                    <X />
                  </IconButton>
                }
              />
            </div>
          </header>

          <CompareStage
            output={output}
            source={source}
            mode={mode}
            shared={shared}
            pane={pane}
            measure={measure}
            dividerPercent={dividerPercent}
            onDivider={setDividerPercent}
            rangeRef={rangeRef}
          />

          <footer className="flex items-center justify-between max-md:items-end gap-4 px-3 py-2 md:px-4">
            {source && mode !== 'alone' ? (
              <PictureStrip
                label="Source"
                pictures={sources}
                chosen={source}
                onChoose={setSourceId}
                align="start"
              />
            ) : (
              <span />
            )}
            <PictureStrip label="Output" pictures={outputs} chosen={output} onChoose={onOutput} align="end" />
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
