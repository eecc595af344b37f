import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../lib/trpc.ts'
import { Picture } from '../../ui/index.ts'
import { SAMPLE_PHOTOS, type SamplePhoto } from '../assets/sample-photos.ts'
import { PickablePicture } from './pickable-picture.tsx'

type LatestUploadsProps = { onChoose: (id: Id<'asset'>) => void; onFiles: (files: readonly File[]) => void }

/** The photos sent last, one press away; for whoever has none yet, photos to try it with. */
export function LatestUploads({ onChoose, onFiles }: LatestUploadsProps) {
  const { data } = useQuery(trpc.assets.list.queryOptions({ kind: 'upload', limit: 6 }))
  const ready = data?.items.filter((asset) => asset.status === 'ready') ?? []
  if (!data) return null
  return (
    <div>
      <h3 className="mb-2 font-normal text-13 text-ink-faint">
        {ready.length > 0 ? 'Uploaded last' : 'No photo at hand? Try one of these'}
      </h3>
      <ul className="grid grid-cols-3 gap-2 max-lg:grid-cols-6">
        {ready.map((asset) => (
          <li key={asset.id}>
            <PickablePicture asset={asset} onPick={() => onChoose(asset.id)} />
          </li>
        ))}
        {ready.length === 0 &&
          SAMPLE_PHOTOS.map((sample) => (
            <li key={sample.src}>
              <SampleButton sample={sample} onFiles={onFiles} />
            </li>
          ))}
      </ul>
    </div>
  )
}

/** Sends a photo that comes with the product, just as if it had been dropped here. */
function SampleButton({ sample, onFiles }: { sample: SamplePhoto } & Pick<LatestUploadsProps, 'onFiles'>) {
  const use = async () => {
    const answer = await fetch(sample.src)
    if (answer.ok) onFiles([new File([await answer.blob()], sample.fileName, { type: 'image/jpeg' })])
  }
  return (
    <button
      type="button"
      aria-label={`Try it with the ${sample.name}`}
      title={`Photo: ${sample.photographer}, Unsplash`}
      onClick={() => void use()}
      className="flex aspect-square w-full items-center justify-center bg-sunken outline-offset-2 hover:ring-1 hover:ring-line-strong"
    >
      <Picture
        src={sample.src}
        alt=""
        widthPx={sample.widthPx}
        heightPx={sample.heightPx}
        className={sample.widthPx >= sample.heightPx ? 'w-full' : 'h-full'}
      />
    </button>
  )
}
