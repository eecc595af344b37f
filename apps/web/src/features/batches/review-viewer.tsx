import { Dialog } from '@base-ui/react/dialog'
import type { BatchView } from '@studio/core/batches'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../ui/index.ts'
import {
  COMPARE_MODES,
  type CompareMode,
  CompareStage,
  FITTED_VIEW,
  useElementSize,
  useSharedView,
  ZOOM_STEP,
  zoomAt,
} from '../compare/index.ts'
import { keyAct } from './key-act.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { ReviewBar } from './review-bar.tsx'
import { ReviewHeader } from './review-header.tsx'
import type { Decision } from './show-decision.ts'
import type { Decisions } from './use-decisions.ts'
import { useReviewed } from './use-reviewed.ts'

type ReviewViewerProps = {
  batch: BatchView
  /** What is gone through, by place. */
  order: readonly number[]
  /** The item to begin with. */
  start: number
  decisions: Decisions
  onAgain: (position: number) => void
  /** Whether another window is open over this one. */
  isCovered: boolean
  /** Closed, at the item that was looked at last. */
  onClose: (position: number) => void
}

const MIDDLE = { x: 0, y: 0 }

/**
 * The pictures of a batch one at a time, full screen, beside their source. A decision goes on to the next picture that
 * nobody has decided about; rating, comparing and zooming stay.
 */
export function ReviewViewer({
  batch,
  order,
  start,
  decisions,
  onAgain,
  isCovered,
  onClose,
}: ReviewViewerProps) {
  const reviewed = useReviewed(batch, order, start)
  const { item, output, source, position, go, goOn } = reviewed
  const [mode, setMode] = useState<CompareMode>(() => (window.innerWidth < 768 ? 'divided' : 'beside'))
  const [isPeeking, setPeeking] = useState(false)
  const [isShowingKeys, setShowingKeys] = useState(false)
  const [dividerPercent, setDividerPercent] = useState(50)
  const [measure, pane] = useElementSize()
  const rangeRef = useRef<HTMLInputElement>(null)
  const popupRef = useRef<HTMLDivElement>(null)
  const shared = useSharedView(reviewed.shown, pane)
  const { bounds, changeView } = shared
  // Each picture begins as a whole.
  useEffect(() => changeView(() => FITTED_VIEW, 'follow'), [position])

  function decide(decision: Decision) {
    if (item?.status !== 'succeeded') return
    const chosen = output && item.outputs.length > 1 && decision.review === 'accepted'
    decisions.decide([position], { ...decision, ...(chosen && { outputId: output.id as `out_${string}` }) })
    if (decision.review && decision.review !== 'open') goOn()
  }

  const zoomBy = (factor: number) => changeView((now) => zoomAt(now, factor, MIDDLE, bounds), 'glide')
  const layOut = () =>
    setMode(
      (now) => COMPARE_MODES[(COMPARE_MODES.findIndex(({ value }) => value === now) + 1) % 3]?.value ?? now,
    )

  const own: Record<string, () => void> = {
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
    j: () => go(1),
    k: () => go(-1),
    c: layOut,
    ' ': () => setPeeking(true),
    '+': () => zoomBy(ZOOM_STEP),
    '=': () => zoomBy(ZOOM_STEP),
    '-': () => zoomBy(1 / ZOOM_STEP),
    f: () => changeView(() => FITTED_VIEW, 'glide'),
  }

  function onKeyDown(event: KeyboardEvent) {
    const { target, key, metaKey, ctrlKey, altKey } = event
    // Choices and the divider keep their own keys; the space bar presses a button.
    const isControl = target instanceof HTMLElement && target.closest('input, [role=radio], button') !== null
    const wish = keyAct(event)
    const act = metaKey || ctrlKey || altKey ? undefined : own[key]
    if (wish?.act === 'decide') decide(wish.decision)
    else if (wish?.act === 'again') onAgain(position)
    else if (wish?.act === 'undo') decisions.undo()
    else if (wish?.act === 'keys') setShowingKeys(true)
    else if (act && !(isControl && (key.startsWith('Arrow') || key === ' '))) act()
    else return
    event.preventDefault()
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && !isCovered && onClose(position)}>
      <Dialog.Portal>
        <Dialog.Popup
          ref={popupRef}
          initialFocus={popupRef}
          onKeyDown={onKeyDown}
          onKeyUp={({ key }) => key === ' ' && setPeeking(false)}
          className="fixed inset-0 z-40 flex flex-col bg-wall outline-none transition-opacity duration-160 data-starting-style:opacity-0"
        >
          <ReviewHeader
            batch={batch}
            reviewed={reviewed}
            count={order.length}
            mode={mode}
            onMode={setMode}
            zoom={{ scale: shared.view.scale, onZoom: zoomBy, onFit: own.f ?? (() => {}) }}
            onShowKeys={() => setShowingKeys(true)}
          />
          {output ? (
            <CompareStage
              output={isPeeking && source ? source : output}
              source={source}
              mode={isPeeking ? 'alone' : mode}
              shared={shared}
              pane={pane}
              measure={measure}
              dividerPercent={dividerPercent}
              onDivider={setDividerPercent}
              rangeRef={rangeRef}
            />
          ) : (
            <div className="flex flex-1 items-center justify-center p-8">
              {reviewed.isGone ? (
                <p className="text-14 text-ink-soft">{reviewed.isGone}</p>
              ) : (
                <Skeleton className="size-full rounded-none!" />
              )}
            </div>
          )}
          <ReviewBar
            reviewed={reviewed}
            isPeeking={isPeeking}
            onPeek={setPeeking}
            onDecide={decide}
            onAgain={() => onAgain(position)}
            onUndo={decisions.undo}
          />
          {isShowingKeys && <KeysDialog onClose={() => setShowingKeys(false)} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
