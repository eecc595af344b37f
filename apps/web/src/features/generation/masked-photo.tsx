import type { AssetView } from '@studio/core/assets'
import { useId } from 'react'

/** The mask of a cut-out: white where the product is, as large as the photo it was cut from. */
export function maskAddress({ id }: Pick<AssetView, 'id'>): string {
  return `/api/assets/${id}/file?size=mask`
}

/** What was taken as the product: the photo on a checkerboard, as far as the mask of the output lets it through. */
export function MaskedPhoto({ photo, output }: { photo: AssetView; output: Pick<AssetView, 'id'> }) {
  const maskId = useId()
  const { widthPx, heightPx, files } = photo
  const [width, height] = [widthPx ?? 1, heightPx ?? 1]
  const box = { width, height, preserveAspectRatio: 'none' }
  return (
    <svg
      role="img"
      aria-label="What was cut out of the photo"
      viewBox={`0 0 ${width} ${height}`}
      className="checkerboard block h-auto w-full"
    >
      <mask id={maskId}>
        <image href={maskAddress(output)} {...box} />
      </mask>
      <image href={files.preview} {...box} mask={`url(#${maskId})`} />
    </svg>
  )
}
