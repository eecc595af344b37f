import type { AssetView } from '@studio/core/assets'
import { Check } from 'lucide-react'
import { classNames } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'

type PickablePictureProps = {
  asset: AssetView
  onPick: () => void
  /** Left out where a press is final and nothing stays marked. */
  isPicked?: boolean
}

/** A picture as a square button; it lies whole on the neutral wall of its square. */
export function PickablePicture({ asset, onPick, isPicked }: PickablePictureProps) {
  return (
    <button
      type="button"
      onClick={onPick}
      aria-pressed={isPicked}
      title={asset.fileName}
      className={classNames(
        'relative flex aspect-square w-full items-center justify-center bg-sunken outline-offset-2 transition-shadow duration-120',
        isPicked ? 'ring-2 ring-accent-line' : 'hover:ring-1 hover:ring-line-strong',
      )}
    >
      <AssetPicture asset={asset} isFitted />
      {isPicked && (
        <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-on-accent">
          <Check className="size-3.5" aria-hidden="true" />
        </span>
      )}
    </button>
  )
}
