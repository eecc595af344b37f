import type { AssetView } from '@studio/core/assets'
import { useNavigate } from '@tanstack/react-router'
import { Boxes, Download, Store, Trash2, WandSparkles, X } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { Button, IconButton, useToast } from '../../ui/index.ts'
import { DeleteAssetsDialog } from './delete-assets-dialog.tsx'
import { useDownload } from './use-download.ts'
import { isVideo } from './video.ts'

/** What can be done with the chosen assets, at the lower edge while any is chosen. */
export function SelectionBar({ assets, onClear }: { assets: readonly AssetView[]; onClear: () => void }) {
  const navigate = useNavigate()
  const download = useDownload()
  const [isDeleting, setDeleting] = useState(false)
  const [isBeginning, setBeginning] = useState(false)
  const toast = useToast()
  if (assets.length === 0) return null

  const ready = assets.filter(({ status }) => status === 'ready')
  const pictures = ready.filter((asset) => !isVideo(asset))
  async function begin() {
    setBeginning(true)
    try {
      const { beginBatch } = await import('../new-batch/begin-batch.ts')
      const search = await beginBatch({ assetIds: pictures.map(({ id }) => id) })
      await navigate({ to: '/batches/new', search })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
      setBeginning(false)
    }
  }
  return (
    <>
      <section
        aria-label="Selection"
        className="fixed inset-x-4 bottom-19 z-30 flex items-center gap-1 rounded-card border border-line bg-raised p-1.5 shadow-float md:inset-x-auto md:bottom-6 md:left-1/2 md:-translate-x-1/2 lg:ml-26"
      >
        <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
          <X />
        </IconButton>
        <p role="status" className="figures mr-auto whitespace-nowrap pr-3 font-medium text-14 md:pr-6">
          {assets.length} <span className="max-md:sr-only">selected</span>
        </p>
        <Button
          variant="quiet"
          onClick={() => void download(ready)}
          disabled={ready.length === 0}
          className="max-md:px-2"
        >
          <Download aria-hidden="true" />
          <span className="max-md:sr-only">Download</span>
        </Button>
        <Button variant="quiet" onClick={() => setDeleting(true)} className="max-md:px-2">
          <Trash2 aria-hidden="true" />
          <span className="max-md:sr-only">Delete</span>
        </Button>
        <Button
          variant="quiet"
          disabled={pictures.length === 0}
          className="max-md:px-2"
          onClick={() =>
            void navigate({ to: '/publish', search: { assets: pictures.map(({ id }) => id).join(',') } })
          }
        >
          <Store aria-hidden="true" />
          <span className="max-md:sr-only">Publish</span>
        </Button>
        <Button
          variant="quiet"
          busy={isBeginning}
          disabled={pictures.length === 0}
          className="max-md:px-2"
          onClick={() => void begin()}
        >
          <Boxes aria-hidden="true" />
          <span className="max-md:sr-only">Start a batch</span>
        </Button>
        <Button
          variant="primary"
          disabled={ready.length === 0}
          onClick={() =>
            void navigate({ to: '/create', search: { sources: ready.map(({ id }) => id).join(',') } })
          }
        >
          <WandSparkles aria-hidden="true" />
          <span>
            Use as {ready.length > 1 && <span className="max-md:sr-only">{ready.length} </span>}
            {ready.length > 1 ? 'sources' : 'source'}
          </span>
        </Button>
      </section>
      <DeleteAssetsDialog
        assets={assets}
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        onDeleted={onClear}
      />
    </>
  )
}
