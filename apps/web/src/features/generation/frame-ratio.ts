import type { AssetView } from '@studio/core/assets'
import type { GenerationView } from '@studio/core/generations'
import { ratioOf } from '../../lib/ratio.ts'

/** What decides about the ratio of a generation's outputs. */
type Shaped = Pick<GenerationView, 'aspectRatio' | 'options' | 'sources' | 'outputs'>

/**
 * The ratio (width divided by height) of every frame, known before anything is made, so that nothing moves when it
 * arrives: the sides that were asked for, the ratio that was asked for, or that of the photo.
 */
export function frameRatio({ aspectRatio, options, sources, outputs }: Shaped): number {
  if (options.widthPx && options.heightPx) return options.widthPx / options.heightPx
  const base = sources.find(({ role }) => role === 'base') ?? sources[0]
  const made = outputs.find(({ asset }) => asset !== null)
  return ratioOf(aspectRatio) ?? shapeOf(base?.asset) ?? shapeOf(made?.asset) ?? 1
}

function shapeOf(asset: AssetView | null | undefined): number | null {
  return asset?.widthPx && asset.heightPx ? asset.widthPx / asset.heightPx : null
}
