import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { Button, Skeleton } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { LibraryPicker } from '../sources/library-picker.tsx'
import { chooseFiles, useUploadQueue } from '../uploads/index.ts'

/** How often a logo that is being prepared is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 2_000

type LogoChoiceProps = {
  logoAssetId: Id<'asset'> | null
  onChange: (logoAssetId: Id<'asset'> | null) => void
}

/** The logo: out of the library, or sent now. */
export function LogoChoice({ logoAssetId, onChange }: LogoChoiceProps) {
  const [isPicking, setPicking] = useState(false)
  const queue = useUploadQueue()
  const upload = () =>
    chooseFiles(([file]) => {
      if (file) queue.add([file], (asset) => onChange(asset.id))
    })
  return (
    <div className="flex flex-wrap items-center gap-5">
      <div className="flex size-28 items-center justify-center bg-sunken">
        {logoAssetId === null ? (
          <span className="text-12 text-ink-faint">No logo</span>
        ) : (
          <Logo id={logoAssetId} />
        )}
      </div>
      <div className="flex flex-1 flex-col gap-3">
        <p className="max-w-prose text-13 text-ink-soft">
          A PNG with a transparent ground works best. To have it in a picture, add it to the photos and give
          it the role “Logo”.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={upload}>
            Upload
          </Button>
          <Button size="small" onClick={() => setPicking(true)}>
            From the library
          </Button>
          {logoAssetId !== null && (
            <Button size="small" variant="quiet" onClick={() => onChange(null)}>
              Use no logo
            </Button>
          )}
        </div>
      </div>
      {isPicking && (
        <LibraryPicker
          title="Choose your logo"
          isSingle
          chosen={logoAssetId === null ? [] : [logoAssetId]}
          onChoose={(id) => id && onChange(id)}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  )
}

function Logo({ id }: { id: Id<'asset'> }) {
  const { data: asset, isError } = useQuery(
    trpc.assets.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => state.data?.status === 'preparing' && LOOK_AGAIN_MS },
    ),
  )
  if (isError) return <span className="text-12 text-danger">It was deleted.</span>
  if (asset?.problem) return <span className="p-2 text-12 text-danger">{asset.problem}</span>
  if (asset?.status !== 'ready') return <Skeleton className="size-28 rounded-none!" />
  return <AssetPicture asset={asset} isFitted alt="Your logo" />
}
