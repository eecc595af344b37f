import { DERIVATIVES } from '@studio/core/assets'
import { useState } from 'react'
import { classNames } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { type ComparePicture, naturalSize } from './compare-picture.ts'
import { fitWithin, type Size, type View } from './viewport.ts'

/** Types that every browser shows; the original of any other can only be downloaded. */
const SHOWN_BY_BROWSERS = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

type PictureLayerProps = { picture: ComparePicture; pane: Size; view: View; glides: boolean }

/**
 * One picture, fitted into the pane and moved by nothing but a transform. It shows the preview first and
 * loads the original only when the zoom asks for more pixels than the preview has.
 */
export function PictureLayer({ picture, pane, view, glides }: PictureLayerProps) {
  const [sharpId, setSharpId] = useState<string | null>(null)
  const { asset } = picture
  const fitted = fitWithin(naturalSize(asset), pane)
  const shownPx = Math.max(fitted.widthPx, fitted.heightPx) * view.scale * window.devicePixelRatio
  const wantsOriginal = shownPx > DERIVATIVES.preview.maxSidePx && SHOWN_BY_BROWSERS.includes(asset.mime)
  const isSharp = wantsOriginal && sharpId === asset.id

  return (
    <div
      data-picture={picture.id}
      style={{ transform: `translate3d(${view.x}px, ${view.y}px, 0) scale(${view.scale})` }}
      className={classNames(
        'pointer-events-none absolute inset-0 flex items-center justify-center will-change-transform',
        glides && 'transition-transform duration-160 ease-out motion-reduce:transition-none',
      )}
    >
      <div className="relative shrink-0" style={{ width: fitted.widthPx, height: fitted.heightPx }}>
        <AssetPicture
          key={asset.id}
          asset={asset}
          size="preview"
          isEager
          alt={picture.name}
          // Behind a sharp picture with soft edges, the preview would show as a rim.
          {...(isSharp && asset.hasAlpha && { className: '[&>img]:hidden' })}
        />
        {wantsOriginal && (
          <img
            key={`${asset.id} original`}
            src={asset.files.original}
            alt=""
            onLoad={() => setSharpId(asset.id)}
            className={classNames('absolute inset-0 size-full', !isSharp && 'opacity-0')}
          />
        )}
      </div>
    </div>
  )
}
