import type { AnalysisView } from '@studio/core/analyses'
import type { Id } from '@studio/core/kernel'
import { MAX_SOURCES } from '@studio/core/quotes'
import type { SourceRole } from '@studio/core/shots'
import { useNavigate } from '@tanstack/react-router'
import { ImagePlus, Images, Store } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, useToast } from '../../ui/index.ts'
import { PhotoReport, PhotoWarning } from '../analyses/photo-report.tsx'
import { chooseFiles, DropAnywhere } from '../uploads/index.ts'
import { LatestUploads } from './latest-uploads.tsx'
import { LibraryPicker } from './library-picker.tsx'
import { SourceTile, UploadTile } from './source-tile.tsx'
import { useSourceUploads } from './use-source-uploads.ts'

const StorePhotosPicker = lazy(async () => ({
  default: (await import('../stores/store-photos-picker.tsx')).StorePhotosPicker,
}))

type SourcePhotosProps = {
  ids: readonly Id<'asset'>[]
  /** What each is there for, in their order. */
  roles: readonly SourceRole[]
  /** Whether there is anything to choose about that. */
  hasRoles: boolean
  onRole: (id: Id<'asset'>, role: SourceRole) => void
  /** What is known of each, in their order. */
  analyses: readonly (AnalysisView | undefined)[]
  onChange: (change: (ids: readonly Id<'asset'>[]) => readonly Id<'asset'>[]) => void
  /** What is wrong with the choice as a whole, such as too many for the model. */
  note: string | undefined
}

/** The photos to work from: dropped, pasted, picked or from the library; what each is for, and how good it is. */
export function SourcePhotos(props: SourcePhotosProps) {
  const { ids, roles, hasRoles, onRole, analyses, onChange, note } = props
  const [picking, setPicking] = useState<'library' | 'store' | null>(null)
  const add = (...added: Id<'asset'>[]) => onChange((now) => [...new Set([...now, ...added])])
  const remove = (id: Id<'asset'>) => onChange((now) => now.filter((other) => other !== id))
  const { uploads, localUrlOf, send, retry, remove: removeUpload } = useSourceUploads(add)
  const isEmpty = ids.length === 0 && uploads.length === 0
  const toast = useToast()
  const navigate = useNavigate()
  /** Takes as many as one generation works from; who drops a whole catalogue is shown the way to a batch. */
  const take = (files: readonly File[]) => {
    const taken = files.slice(0, Math.max(0, MAX_SOURCES - ids.length - uploads.length))
    send(taken)
    if (taken.length === files.length) return
    toast({
      title: `${formatNumberOf(taken.length, 'photo')} of ${files.length} taken`,
      description: `One generation works from ${MAX_SOURCES} photos at most. A batch makes pictures of each of them.`,
      action: { label: 'Start a batch', onSelect: () => void navigate({ to: '/batches/new' }) },
    })
  }

  return (
    <section aria-labelledby="photos-heading" className="flex flex-col gap-3">
      <div className="flex h-8 items-center justify-between gap-2">
        <h2 id="photos-heading" className="text-14">
          Your photos
        </h2>
        {ids.length > 1 && <span className="figures text-12 text-ink-faint">{ids.length} photos</span>}
      </div>
      <DropAnywhere onFiles={take} />
      {isEmpty ? (
        <div className="flex flex-col items-center gap-4 rounded-card border border-line-strong border-dashed px-4 py-10 text-center">
          <ImagePlus className="size-6 text-ink-faint" strokeWidth={1.5} aria-hidden="true" />
          <p className="text-14">
            Drop a photo of your product
            <span className="block text-13 text-ink-faint">or paste it from the clipboard</span>
          </p>
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => chooseFiles(take)}>Choose files</Button>
            <Button variant="quiet" onClick={() => setPicking('library')}>
              From the library
            </Button>
            <Button variant="quiet" onClick={() => setPicking('store')}>
              From a store
            </Button>
          </div>
        </div>
      ) : (
        <>
          <ul className="grid grid-cols-3 items-start gap-2 sm:max-lg:grid-cols-5 lg:grid-cols-2">
            {ids.map((id, index) => (
              <SourceTile
                key={id}
                id={id}
                localUrl={localUrlOf(id)}
                role={hasRoles ? (roles[index] ?? 'product') : null}
                onRole={(role) => onRole(id, role)}
                onRemove={() => remove(id)}
              >
                <PhotoWarning analysis={index > 0 ? analyses[index] : undefined} />
              </SourceTile>
            ))}
            {uploads.map((upload) => (
              <UploadTile
                key={upload.id}
                upload={upload}
                localUrl={localUrlOf(upload.id)}
                onRetry={() => retry(upload.id)}
                onRemove={() => removeUpload(upload.id)}
              />
            ))}
          </ul>
          <PhotoReport analysis={analyses[0]} />
          {note !== undefined && (
            <p role="status" className="text-13 text-amber">
              {note}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button size="small" onClick={() => chooseFiles(take)}>
              <ImagePlus aria-hidden="true" />
              Add
            </Button>
            <Button size="small" variant="quiet" onClick={() => setPicking('library')}>
              <Images aria-hidden="true" />
              From the library
            </Button>
            <Button size="small" variant="quiet" onClick={() => setPicking('store')}>
              <Store aria-hidden="true" />
              From a store
            </Button>
          </div>
          {ids.length === 1 && (
            <p className="text-13 text-ink-faint">More photos of the same product, from other sides, help.</p>
          )}
        </>
      )}
      {isEmpty && <LatestUploads onChoose={add} onFiles={take} />}
      {picking === 'library' && (
        <LibraryPicker chosen={ids} onChoose={add} onClose={() => setPicking(null)} />
      )}
      {picking === 'store' && (
        <Suspense>
          <StorePhotosPicker onChoose={add} onClose={() => setPicking(null)} />
        </Suspense>
      )}
    </section>
  )
}
