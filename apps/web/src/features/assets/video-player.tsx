import type { AssetView } from '@studio/core/assets'
import { type CSSProperties, useState } from 'react'
import { classNames } from '../../ui/index.ts'

/**
 * A video with the browser's own controls, in a box of its exact ratio: first its poster frame, then, when somebody
 * wishes, the video, over and over. It has no sound.
 */
export function VideoPlayer({
  asset,
  name,
  startsAtOnce = false,
  className,
  style,
}: {
  asset: AssetView
  /** What it shows. */
  name: string
  /** It was asked for by a press. */
  startsAtOnce?: boolean
  className?: string
  style?: CSSProperties
}) {
  const [isBroken, setBroken] = useState(false)
  const { widthPx, heightPx, files } = asset
  return (
    <div
      style={{ aspectRatio: `${widthPx ?? 16} / ${heightPx ?? 9}`, ...style }}
      className={classNames('relative overflow-hidden bg-sunken', className)}
    >
      <video
        src={files.original}
        poster={files.preview}
        aria-label={name}
        controls
        muted
        loop
        playsInline
        autoPlay={startsAtOnce}
        preload={startsAtOnce ? 'auto' : 'metadata'}
        onError={() => setBroken(true)}
        className="absolute inset-0 size-full object-contain"
      />
      {isBroken && (
        <p
          role="alert"
          className="absolute inset-x-0 bottom-0 bg-raised p-3 text-center text-13 text-ink-soft"
        >
          This browser cannot play it. Download it instead; the file is whole.
        </p>
      )}
    </div>
  )
}
