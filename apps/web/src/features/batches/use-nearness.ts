import { type FocusEvent, useState } from 'react'

/** Whether the pointer is over an element or the focus in it, and the listeners that tell. */
export function useNearness() {
  const [isUnderPointer, setUnderPointer] = useState(false)
  const [hasFocus, setHasFocus] = useState(false)
  return {
    isNear: isUnderPointer || hasFocus,
    listeners: {
      onPointerEnter: () => setUnderPointer(true),
      onPointerLeave: () => setUnderPointer(false),
      onFocus: () => setHasFocus(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) =>
        setHasFocus(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
    },
  }
}
