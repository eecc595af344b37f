import type { GenerationView } from '@studio/core/generations'
import { Link } from '@tanstack/react-router'
import { ImageOff } from 'lucide-react'
import { CopyId, Skeleton } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { ROLE_WORDS } from '../shots/shot-needs.ts'

type Source = GenerationView['sources'][number]

/** The pictures it was made from, with their roles; a deleted one keeps its place, since its hash is still known. */
export function RecipeSources({ sources }: Pick<GenerationView, 'sources'>) {
  if (sources.length === 0) return null
  return (
    <ul aria-label={sources.length > 1 ? 'Sources' : 'Source'} className="border-line border-t px-4 py-1">
      {sources.map((source) => (
        <li key={`${source.role} ${source.sha256}`} className="flex items-center gap-3 py-2">
          <span className="flex size-14 shrink-0 items-center justify-center">
            <SourcePicture source={source} />
          </span>
          <span className="min-w-0 flex-1 text-13">
            <span className="block font-medium">{ROLE_WORDS[source.role].name}</span>
            <span className="block truncate text-ink-soft">{source.asset?.fileName ?? 'Deleted since'}</span>
            <CopyId id={source.sha256} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function SourcePicture({ source: { asset } }: { source: Source }) {
  if (!asset) {
    return (
      <span className="flex size-full items-center justify-center border border-line-strong border-dashed text-ink-faint">
        <ImageOff className="size-4" aria-hidden="true" />
      </span>
    )
  }
  // Started right after the upload: the thumb comes in a moment.
  if (asset.status === 'preparing') return <Skeleton className="size-full" />
  const isWide = (asset.widthPx ?? 1) >= (asset.heightPx ?? 1)
  return (
    <Link
      to="/assets/$assetId"
      params={{ assetId: asset.id }}
      className={isWide ? 'w-full outline-offset-2' : 'h-full outline-offset-2'}
    >
      <AssetPicture asset={asset} isFitted />
    </Link>
  )
}
