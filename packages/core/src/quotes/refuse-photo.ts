import { DomainError } from '../kernel/index.ts'
import { fitsLimits, type Model } from '../models/index.ts'

/** A photo that work is to use. Its size in pixels is null until it has been prepared. */
export type MeasuredPhoto = {
  id: string
  fileName: string
  widthPx: number | null
  heightPx: number | null
}

/**
 * Refuses a photo that its model does not take: made, the output could only fail.
 * @throws DomainError `option_not_supported` with a sentence that says which photo, why, and what to do
 */
export function refuseUnfit(
  { name, photoLimits }: Pick<Model, 'name' | 'photoLimits'>,
  { id, fileName, widthPx, heightPx }: MeasuredPhoto,
): void {
  if (!photoLimits || widthPx === null || heightPx === null) return
  if (fitsLimits({ widthPx, heightPx }, photoLimits)) return
  const { minSidePx, maxRatio } = photoLimits
  const isSmall = Math.min(widthPx, heightPx) < minSidePx
  const rule = isSmall
    ? `of at least ${minSidePx} pixels on each side`
    : `whose long side is at most ${maxRatio} times the short one`
  throw new DomainError(
    'option_not_supported',
    `${name} takes photos ${rule}; “${fileName}” has ${widthPx} × ${heightPx}. Choose another photo or another model.`,
    { assetId: id },
  )
}
