import { Play } from 'lucide-react'
import { playTime } from './video.ts'

/** On a poster frame: that it is a video, and how long it plays. For the eye: names say so in words. */
export function PlayMark({ durationMs }: { durationMs: number | null }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute right-2 bottom-2 flex h-5.5 items-center gap-1 rounded-full bg-picture-shade px-2 font-medium text-12 text-on-picture"
    >
      <Play className="size-3 fill-current" />
      {durationMs !== null && <span className="figures">{playTime(durationMs)}</span>}
    </span>
  )
}
