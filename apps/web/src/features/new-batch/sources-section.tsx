import { FolderUp, ImagePlus, Images, Store, Table2, X } from 'lucide-react'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { LibraryPicker } from '../sources/library-picker.tsx'
import { chooseFiles, chooseFolder, DropAnywhere } from '../uploads/index.ts'
import { readChosen, readDropped } from '../uploads/read-dropped.ts'
import { addSources, type BatchDraft, sourceCount } from './batch-draft.ts'
import type { DraftUploads, UploadTally } from './draft-uploads.ts'
import { SendingLines } from './sending-lines.tsx'

const TableDialog = lazy(async () => ({ default: (await import('./table-dialog.tsx')).TableDialog }))
const ProductsDialog = lazy(async () => ({ default: (await import('./products-dialog.tsx')).ProductsDialog }))

type SourcesSectionProps = {
  draft: BatchDraft
  uploads: DraftUploads
  sending: UploadTally
  onChange: (change: (draft: BatchDraft) => BatchDraft) => void
}

/** The sources: dropped, uploaded by the folder, from the library, a store or a table of addresses. */
export function SourcesSection({ draft, uploads, sending, onChange }: SourcesSectionProps) {
  const [open, setOpen] = useState<'library' | 'store' | 'table' | null>(null)
  const close = () => setOpen(null)
  const { assetIds, productIds, rows } = draft
  const isEmpty = sourceCount(draft) === 0 && sending.total === 0
  const sendChosen = (files: readonly File[]) => uploads.send(readChosen(files))
  const ways = (
    <div className="flex flex-wrap gap-2">
      <Way icon={ImagePlus} label="Upload photos" onPress={() => chooseFiles(sendChosen)} />
      <Way icon={FolderUp} label="Upload a folder" onPress={() => chooseFolder(sendChosen)} />
      <Way icon={Images} label="From the library" onPress={() => setOpen('library')} />
      <Way icon={Store} label="From a store" onPress={() => setOpen('store')} />
      <Way icon={Table2} label="From a table" onPress={() => setOpen('table')} />
    </div>
  )
  return (
    <section aria-labelledby="sources-heading">
      <h2 id="sources-heading" className="figures mb-3 text-14">
        Photos{sourceCount(draft) > 0 && ` · ${formatNumberOf(sourceCount(draft), 'source')}`}
      </h2>
      <DropAnywhere
        onFiles={async (files, dropped) =>
          dropped ? uploads.send(await readDropped(dropped)) : sendChosen(files)
        }
      />
      {isEmpty ? (
        <div className="flex flex-col items-center gap-5 rounded-card border border-line-strong border-dashed px-4 py-10 text-center">
          <p className="text-14">
            Drop photos, or a whole folder, anywhere on this page
            <span className="mt-1 block text-balance text-13 text-ink-faint">
              A file called MUG-1_front.jpg brings its SKU along: MUG-1.
            </span>
          </p>
          <div className="[&>div]:justify-center">{ways}</div>
        </div>
      ) : (
        ways
      )}
      <SendingLines uploads={uploads} sending={sending} />
      <ul className="mt-3 flex flex-col empty:mt-0">
        <Chosen
          count={assetIds.length}
          words={formatNumberOf(assetIds.length, 'photo of the library', 'photos of the library')}
          onRemove={() => onChange((now) => ({ ...now, assetIds: [] }))}
        />
        <Chosen
          count={productIds.length}
          words={formatNumberOf(productIds.length, 'product of a store', 'products of a store')}
          onRemove={() => onChange((now) => ({ ...now, productIds: [] }))}
        />
        <Chosen
          count={rows.length}
          words={formatNumberOf(rows.length, 'address of a table', 'addresses of a table')}
          onRemove={() => onChange((now) => ({ ...now, rows: [] }))}
        />
      </ul>
      {open === 'library' && (
        <LibraryPicker
          title="Choose photos, one of each product"
          chosen={assetIds}
          onChoose={(...ids) => onChange((now) => addSources(now, { assetIds: ids }))}
          onClose={close}
        />
      )}
      <Suspense>
        {open === 'store' && (
          <ProductsDialog
            chosen={productIds}
            onChoose={(ids) => onChange((now) => addSources(now, { productIds: ids }))}
            onClose={close}
          />
        )}
        {open === 'table' && (
          <TableDialog
            onTake={(taken) => onChange((now) => addSources(now, { rows: taken }))}
            onClose={close}
          />
        )}
      </Suspense>
    </section>
  )
}

type WayProps = { icon: ComponentType<{ 'aria-hidden': 'true' }>; label: string; onPress: () => void }

function Way({ icon: Icon, label, onPress }: WayProps) {
  return (
    <Button onClick={onPress}>
      <Icon aria-hidden="true" />
      {label}
    </Button>
  )
}

function Chosen({ count, words, onRemove }: { count: number; words: string; onRemove: () => void }) {
  if (count === 0) return null
  return (
    <li className="figures flex h-10 items-center justify-between border-line border-t text-14">
      {words}
      <IconButton label={`Leave out ${words}`} size="small" onClick={onRemove}>
        <X aria-hidden="true" />
      </IconButton>
    </li>
  )
}
