import type { ProductView } from '@studio/core/stores'
import { Clapperboard, ImageOff } from 'lucide-react'
import { classNames, Picture } from '../../ui/index.ts'

type Media = Pick<ProductView['media'][number], 'file' | 'alt' | 'kind' | 'widthPx' | 'heightPx'>

/** One picture of a product, whole, on the neutral wall of a square. What is no picture says what it is, where there is room for words. */
export function MediaSquare({
  media,
  name,
  isEager = false,
  className,
}: {
  media: Media
  /** What it is called where it has no alt text. */
  name: string
  isEager?: boolean
  className?: string
}) {
  const { file, alt, kind, widthPx, heightPx } = media
  const isWide = (widthPx ?? 1) >= (heightPx ?? 1)
  return (
    <span
      className={classNames(
        '@container flex aspect-square items-center justify-center overflow-hidden bg-sunken',
        className,
      )}
    >
      {file === null || kind !== 'picture' ? (
        <span className="flex flex-col items-center gap-1 p-1 text-center text-12 text-ink-faint">
          {kind === 'picture' ? (
            <ImageOff className="size-4" aria-hidden="true" />
          ) : (
            <Clapperboard className="size-4" aria-hidden="true" />
          )}
          <span className="sr-only @min-[5rem]:not-sr-only">{WORDS[kind]}</span>
        </span>
      ) : (
        <Picture
          src={file}
          alt={alt || name}
          widthPx={widthPx}
          heightPx={heightPx}
          isEager={isEager}
          className={isWide ? 'w-full' : 'h-full'}
        />
      )}
    </span>
  )
}

const WORDS = { picture: 'Not shown', video: 'Video', other: '3D model' }
