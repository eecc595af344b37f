import type { AssetView } from '@studio/core/assets'
import type { ComponentProps } from 'react'
import { classNames, Picture } from '../../ui/index.ts'

type AssetPictureProps = Pick<ComponentProps<typeof Picture>, 'isEager' | 'className' | 'style'> & {
  asset: Pick<AssetView, 'fileName' | 'files' | 'widthPx' | 'heightPx' | 'thumbHash' | 'hasAlpha'>
  size?: 'thumb' | 'preview'
  /** What it shows, the file's name unless said; empty only where the text beside it says the same. */
  alt?: string
  /** As large as the square it stands in allows. */
  isFitted?: boolean
}

/** The picture of an asset, or the first frame of a video. */
export function AssetPicture({
  asset,
  size = 'thumb',
  alt = asset.fileName,
  isFitted = false,
  className,
  ...how
}: AssetPictureProps) {
  const { files, widthPx, heightPx, thumbHash, hasAlpha } = asset
  const isWide = (widthPx ?? 1) >= (heightPx ?? 1)
  return (
    <Picture
      src={files[size]}
      alt={alt}
      {...{ widthPx, heightPx, thumbHash, hasAlpha, ...how }}
      className={classNames(isFitted && (isWide ? 'w-full' : 'h-full'), className)}
    />
  )
}
