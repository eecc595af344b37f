import { useEffect, useState } from 'react'

/** The time, kept up to date every half second while something is being timed. */
export function useNow(isTiming: boolean): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    if (!isTiming) return
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), 500)
    return () => clearInterval(timer)
  }, [isTiming])
  return now
}
