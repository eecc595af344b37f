import type { AssetView } from '@studio/core/assets'
import type { GenerationView } from '@studio/core/generations'
import type { ComparePicture } from '../compare/index.ts'

/** The picture that was changed; null where nothing was, or when it was deleted since. */
export function basePicture({ sources }: Pick<GenerationView, 'sources'>): AssetView | null {
  return sources.find(({ role }) => role === 'base')?.asset ?? null
}

/** What the viewer compares: everything that was made with what it was made from, the picture that was changed first. */
export function comparedPictures({ outputs, sources }: Pick<GenerationView, 'outputs' | 'sources'>): {
  outputs: ComparePicture[]
  sources: ComparePicture[]
} {
  const order = [...sources].sort((a, b) => Number(b.role === 'base') - Number(a.role === 'base'))
  return {
    outputs: outputs.flatMap(({ id, index, asset }) =>
      asset ? [{ id, name: `Output ${index + 1}`, asset }] : [],
    ),
    sources: order.flatMap(({ asset }) =>
      asset?.status === 'ready' ? [{ id: asset.id, name: asset.fileName, asset }] : [],
    ),
  }
}
