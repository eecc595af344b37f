import type { AssetView } from '@studio/core/assets'
import { useNavigate } from '@tanstack/react-router'
import { Boxes, Download, Store, Trash2, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { Button, SelectionBar, useToast } from '../../ui/index.ts'
import { DeleteAssetsDialog } from './delete-assets-dialog.tsx'
import { useDownload } from './use-download.ts'
import { isVideo } from './video.ts'

/** What can be done with the chosen assets, at the lower edge while any is chosen. */
export function AssetSelectionBar({
  assets,
  onClear,
}: {
  assets: readonly AssetView[]
  onClear: () => void
}) {
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
      <SelectionBar count={assets.length} onClear={onClear}>
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
      </SelectionBar>
      <DeleteAssetsDialog
        assets={assets}
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        onDeleted={onClear}
      />
    </>
  )
}
