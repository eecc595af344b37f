import { type PictureFacts, sizeWithin } from '../assets/index.ts'
import type { AiMarking } from '../generations/index.ts'
import type { ProductState, StoreLimits } from '../stores/index.ts'
import type { Warning } from './record.ts'
import type { Target } from './target.ts'

/** What a plan must know of a picture of the library. */
export type AssetFacts = PictureFacts & { marking: AiMarking | null }

/** What a person should know of a plan before they approve it. `assets` are those that it adds, by their ids. */
export function warningsOf(
  before: ProductState,
  target: Target,
  assets: ReadonlyMap<string, AssetFacts>,
  limits: StoreLimits,
): Warning[] {
  const { media } = target
  const warnings: Warning[] = []
  const [first] = media
  if (first?.ref.from === 'asset' && isMadeByModel(assets.get(first.ref.assetId)))
    warnings.push({ what: 'first_is_generated', assetId: first.ref.assetId })
  const added = media.filter(({ ref }) => ref.from !== 'store')
  for (const { ref, alt } of added) {
    if (ref.from !== 'asset') continue
    const { assetId } = ref
    const facts = assets.get(assetId)
    const size = facts && sizeWithin(facts, limits)
    if (facts && size) {
      const { widthPx, heightPx } = facts
      const scaled = { toWidthPx: size.widthPx, toHeightPx: size.heightPx }
      warnings.push({ what: 'scaled', assetId, widthPx, heightPx, ...scaled })
    }
    if (alt === '') warnings.push({ what: 'alt_missing', assetId })
  }
  if (media.length >= limits.mediaPerProduct && added.length > 0)
    warnings.push({ what: 'media_limit_reached', limit: limits.mediaPerProduct })
  if (before.media.length + added.length > limits.mediaPerProduct) warnings.push({ what: 'removes_first' })
  if (media.length === 0 && before.media.length > 0) warnings.push({ what: 'no_picture_left' })
  return warnings
}

/** What was only put together by computation shows the product as it was photographed. */
function isMadeByModel(facts: AssetFacts | undefined): boolean {
  return facts?.marking === 'generated' || facts?.marking === 'composite'
}
