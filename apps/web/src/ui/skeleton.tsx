import type { CSSProperties } from 'react'
import { classNames } from './class-names.ts'

/** A grey stand-in with the size of what is coming; the layout must not move when it arrives. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <div
      aria-hidden="true"
      style={style}
      className={classNames(
        'animate-[shimmer_1.6s_ease-in-out_infinite] rounded-control bg-line/80',
        className,
      )}
    />
  )
}
