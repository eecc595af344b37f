import type { GenerationView } from '@studio/core/generations'
import { Link } from '@tanstack/react-router'
import { SquareSplitHorizontal } from 'lucide-react'
import { Button } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { basePicture } from './compared-pictures.ts'

/** Of a refinement: the picture it was changed from, to go to and to compare with. */
export function ChangedFrom({
  generation,
  onCompare,
}: {
  generation: GenerationView
  /** Left out until there is something to compare. */
  onCompare: (() => void) | undefined
}) {
  const { refines, prompt } = generation
  if (!refines) return null
  const base = basePicture(generation)
  return (
    <section
      aria-label="What it was changed from"
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-3"
    >
      {base?.status === 'ready' && (
        <span
          className="block shrink-0"
          style={{ width: `${4 * Math.min(1, (base.widthPx ?? 1) / (base.heightPx ?? 1))}rem` }}
        >
          <AssetPicture asset={base} alt="The picture before" />
        </span>
      )}
      <p className="min-w-48 flex-1 text-14">
        Changed from{' '}
        <Link
          to="/generations/$id"
          params={{ id: refines.generationId }}
          className="font-medium underline underline-offset-3"
        >
          {base ? base.fileName : 'an earlier picture'}
        </Link>
        {base === null && ' (deleted since)'}
        <span className="mt-0.5 block text-13 text-ink-soft">“{prompt}”</span>
      </p>
      {base && onCompare && (
        <Button size="small" onClick={onCompare}>
          <SquareSplitHorizontal aria-hidden="true" />
          Compare
        </Button>
      )}
    </section>
  )
}
