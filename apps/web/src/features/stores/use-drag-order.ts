import { type DragEvent, useState } from 'react'

/** What one thing that can be dragged to another place needs, and how it looks meanwhile. */
export type Draggable = {
  isDragged: boolean
  isTarget: boolean
  /** For what is taken hold of: words beside it can still be marked with the mouse. */
  handle: { draggable: true; onDragStart: (event: DragEvent) => void; onDragEnd: () => void }
  /** For where it can be let go. */
  place: { onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void }
}

/** Puts things into another order with the mouse; the same is done by buttons, for keys and fingers. */
export function useDragOrder(onDrop: (id: string, place: number) => void) {
  const [dragged, setDragged] = useState<string>()
  const [target, setTarget] = useState<number>()
  const end = () => {
    setDragged(undefined)
    setTarget(undefined)
  }
  return {
    of: (id: string, place: number): Draggable => ({
      isDragged: dragged === id,
      isTarget: dragged !== undefined && dragged !== id && target === place,
      handle: {
        draggable: true,
        onDragStart: (event) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', '')
          setDragged(id)
        },
        onDragEnd: end,
      },
      place: {
        onDragOver: (event) => {
          if (dragged === undefined) return
          event.preventDefault()
          setTarget(place)
        },
        onDrop: (event) => {
          event.preventDefault()
          if (dragged !== undefined) onDrop(dragged, place)
          end()
        },
      },
    }),
  }
}
