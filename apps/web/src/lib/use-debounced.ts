import { useEffect, useRef, useState } from 'react'

/** The value as it was when it last stayed the same, by its content, for this long. */
export function useDebounced<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value)
  const content = JSON.stringify(value)
  const latest = useRef({ content, value })
  latest.current = { content, value }

  useEffect(() => {
    const settle = () => {
      if (latest.current.content === content) setSettled(latest.current.value)
    }
    const timer = setTimeout(settle, delayMs)
    return () => clearTimeout(timer)
  }, [content, delayMs])
  return settled
}
