import { Play } from 'lucide-react'
import { classNames } from '../../ui/index.ts'
import { playTime } from './video.ts'

/** On a poster frame: that it is a video, and how long it plays; small where nobody says that. For the eye: names say so in words. */
export function PlayMark({ durationMs }: { durationMs: number | null }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'pointer-events-none absolute flex items-center justify-center gap-1 rounded-full bg-picture-shade font-medium text-12 text-on-picture',
        durationMs === null ? 'right-1 bottom-1 size-4.5' : 'right-2 bottom-2 h-5.5 px-2',
      )}
    >
      <Play className={durationMs === null ? 'size-2.5 fill-current' : 'size-3 fill-current'} />
      {durationMs !== null && <span className="figures">{playTime(durationMs)}</span>}
    </span>
  )
}
