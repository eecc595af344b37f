import type { GenerationView } from '@studio/core/generations'
import { Link } from '@tanstack/react-router'
import { ImageOff } from 'lucide-react'
import { Picture, Skeleton } from '../../ui/index.ts'

/** The photos it was made from; a deleted one keeps its place, since its hash is still in the recipes. */
export function SourceStrip({ sources }: Pick<GenerationView, 'sources'>) {
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="sources-heading">
      <h2 id="sources-heading" className="mb-2 text-14">
        {sources.length > 1 ? 'Sources' : 'Source'}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {sources.map(({ asset, sha256 }) => (
          <li key={sha256} className="h-24">
            {asset ? (
              <Link
                to="/assets/$assetId"
                params={{ assetId: asset.id }}
                className="block h-full outline-offset-2"
              >
                {asset.status === 'preparing' ? (
                  // Started right after the upload: the thumb comes in a moment.
                  <Skeleton className="aspect-square h-full" />
                ) : (
                  <Picture
                    src={asset.files.thumb}
                    alt={asset.fileName}
                    widthPx={asset.widthPx}
                    heightPx={asset.heightPx}
                    thumbHash={asset.thumbHash}
                    hasAlpha={asset.hasAlpha}
                    className="h-full"
                  />
                )}
              </Link>
            ) : (
              <span className="flex aspect-square h-full flex-col items-center justify-center gap-1 border border-line-strong border-dashed text-12 text-ink-faint">
                <ImageOff className="size-4" aria-hidden="true" />
                Deleted
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
