import type { CompareMode } from './compare-picture.ts'
import { type Point, ZOOM_STEP } from './viewport.ts'

/** What a key asks the viewer to do. `move` is in CSS pixels, the way the pictures go. */
export type CompareAct =
  | { act: 'move'; by: Point }
  | { act: 'zoom'; factor: number }
  | { act: 'fit' }
  | { act: 'lay out'; mode: CompareMode }
  | { act: 'next output'; step: 1 | -1 }
  | { act: 'next source' }

/** How far an arrow key moves zoomed pictures, in CSS pixels. */
const ARROW_PAN_PX = 80

const ACTS: Record<string, CompareAct> = {
  ArrowLeft: { act: 'move', by: { x: ARROW_PAN_PX, y: 0 } },
  ArrowRight: { act: 'move', by: { x: -ARROW_PAN_PX, y: 0 } },
  ArrowUp: { act: 'move', by: { x: 0, y: ARROW_PAN_PX } },
  ArrowDown: { act: 'move', by: { x: 0, y: -ARROW_PAN_PX } },
  '+': { act: 'zoom', factor: ZOOM_STEP },
  '=': { act: 'zoom', factor: ZOOM_STEP },
  '-': { act: 'zoom', factor: 1 / ZOOM_STEP },
  '0': { act: 'fit' },
  '1': { act: 'lay out', mode: 'divided' },
  '2': { act: 'lay out', mode: 'beside' },
  '3': { act: 'lay out', mode: 'alone' },
  j: { act: 'next output', step: 1 },
  k: { act: 'next output', step: -1 },
  s: { act: 'next source' },
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'metaKey' | 'ctrlKey' | 'altKey' | 'target'>

/** Reads a key; null if it means nothing here, or means something to what has the focus. */
export function readCompareKey({ key, shiftKey, metaKey, ctrlKey, altKey, target }: Key): CompareAct | null {
  if (metaKey || ctrlKey || altKey) return null
  const act = ACTS[key] ?? null
  // Arrows belong to the divider or the choice that has the focus, unless Shift says otherwise.
  return act?.act === 'move' && !shiftKey && isMovedByArrows(target) ? null : act
}

function isMovedByArrows(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    (target instanceof HTMLElement && target.getAttribute('role') === 'radio')
  )
}
