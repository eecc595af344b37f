import { ImageOff } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { thumbHashToDataURL } from 'thumbhash'
import { classNames } from './class-names.ts'

/**
 * A picture in a box of exactly its ratio: never stretched or cropped, and nothing moves while it loads.
 * First its ThumbHash blur, then the file; a checkerboard shows through where it is transparent.
 * The box takes the width it is given. Unknown pixel sizes give a square.
 */
export function Picture({
  src,
  alt,
  widthPx,
  heightPx,
  thumbHash = null,
  hasAlpha = false,
  isEager = false,
  className,
  style,
}: {
  src: string
  /** What it shows; empty only where the text beside it says the same. */
  alt: string
  widthPx: number | null
  heightPx: number | null
  thumbHash?: string | null
  hasAlpha?: boolean
  /** Load at once instead of when it comes near the screen. */
  isEager?: boolean
  className?: string
  style?: CSSProperties
}) {
  const [loaded, setLoaded] = useState<{ src: string; isBroken: boolean }>()
  const isShown = loaded?.src === src && !loaded.isBroken
  const isBroken = loaded?.src === src && loaded.isBroken
  const blur = thumbHash === null ? null : blurAddress(thumbHash)

  return (
    <div
      style={{ aspectRatio: `${widthPx ?? 1} / ${heightPx ?? 1}`, ...style }}
      className={classNames('relative overflow-hidden bg-sunken', hasAlpha && 'checkerboard', className)}
    >
      {blur !== null && !(isShown && hasAlpha) && (
        <img alt="" src={blur} aria-hidden="true" className="absolute inset-0 size-full" />
      )}
      {isBroken ? (
        <span
          role="img"
          aria-label={alt}
          className="absolute inset-0 flex flex-col items-center justify-center gap-1 bg-sunken text-12 text-ink-faint"
        >
          <ImageOff className="size-5" aria-hidden="true" />
          Cannot be shown
        </span>
      ) : (
        <img
          src={src}
          alt={alt}
          draggable={false}
          decoding="async"
          loading={isEager ? 'eager' : 'lazy'}
          ref={(image) => {
            if (image?.complete && image.naturalWidth > 0 && !isShown) setLoaded({ src, isBroken: false })
          }}
          onLoad={() => setLoaded({ src, isBroken: false })}
          onError={() => setLoaded({ src, isBroken: true })}
          className={classNames(
            'absolute inset-0 size-full object-contain transition-opacity duration-160',
            isShown ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
    </div>
  )
}

const blurAddresses = new Map<string, string | null>()

/** The data address of a ThumbHash (base64), kept because the same picture comes by often; null if damaged. */
function blurAddress(thumbHash: string): string | null {
  const known = blurAddresses.get(thumbHash)
  if (known !== undefined) return known
  let address: string | null = null
  try {
    address = thumbHashToDataURL(Uint8Array.from(atob(thumbHash), (letter) => letter.charCodeAt(0)))
  } catch {
    // A damaged blur is no reason to withhold the picture.
  }
  if (blurAddresses.size > 500) blurAddresses.clear()
  blurAddresses.set(thumbHash, address)
  return address
}
