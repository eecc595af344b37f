import { useInfiniteQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useSearch } from '@tanstack/react-router'
import { Link2, Upload } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useShortcuts } from '../../lib/keyboard.ts'
import { describeProblem } from '../../lib/problem.ts'
import {
  Button,
  classNames,
  EmptyState,
  ErrorState,
  IconButton,
  LinkButton,
  PageHeader,
  Segmented,
} from '../../ui/index.ts'
import { chooseFiles, DropAnywhere, useUploadQueue } from '../uploads/index.ts'
import { AssetSelectionBar } from './asset-selection-bar.tsx'
import { EmptyLibrary } from './empty-library.tsx'
import { LibraryGrid } from './library-grid.tsx'
import { libraryQuery } from './library-query.ts'
import { LibrarySkeleton } from './library-skeleton.tsx'
import { keepExisting, NO_SELECTION } from './selection.ts'

const KINDS = [
  { value: 'all', label: 'All' },
  { value: 'upload', label: 'Uploads' },
  { value: 'output', label: 'Pictures made' },
] as const

const ImportDialog = lazy(async () => ({
  default: (await import('../uploads/import-dialog.tsx')).ImportDialog,
}))

/** Everything one has: uploads and pictures made, newest first. An asset opens over it. */
export function LibraryPage() {
  const { kind } = useSearch({ from: '/studio/library' })
  const navigate = useNavigate()
  const queue = useUploadQueue()
  const list = useInfiniteQuery(libraryQuery(kind).options)
  const assets = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [selection, setSelection] = useState(NO_SELECTION)
  const [isChoosing, setChoosing] = useState(false)
  const [isImporting, setImporting] = useState(false)

  useEffect(() => {
    setSelection((current) =>
      current.ids.size === 0 ? current : keepExisting(current, new Set(assets.map(({ id }) => id))),
    )
  }, [assets])

  useShortcuts({ Escape: () => setSelection(NO_SELECTION) })

  const upload = () => chooseFiles((files) => queue.add(files))
  const isEmpty = list.isSuccess && assets.length === 0
  const isFirstTime = isEmpty && kind === undefined

  return (
    <>
      <PageHeader
        title="Library"
        filters={
          !isFirstTime && (
            <Segmented
              label="Kind of asset"
              isLabelHidden
              isWide
              options={KINDS}
              value={kind ?? 'all'}
              onChange={(value) => {
                setSelection(NO_SELECTION)
                void navigate({ to: '/', search: value === 'all' ? {} : { kind: value } })
              }}
            />
          )
        }
        actions={
          !isFirstTime && (
            <>
              {/* With a finger there is no hovering over a picture's mark: choosing is a mode of its own. */}
              <Button
                variant="quiet"
                aria-pressed={isChoosing}
                onClick={() => {
                  setChoosing(!isChoosing)
                  setSelection(NO_SELECTION)
                }}
                className={classNames('pointer-fine:hidden', assets.length === 0 && 'hidden')}
              >
                {isChoosing ? 'Done' : 'Select'}
              </Button>
              <IconButton label="Import from the web" onClick={() => setImporting(true)}>
                <Link2 />
              </IconButton>
              <Button variant="primary" onClick={upload}>
                <Upload aria-hidden="true" />
                Upload photos
              </Button>
            </>
          )
        }
      />
      {list.isPending && <LibrarySkeleton />}
      {list.isError && assets.length === 0 && (
        <ErrorState {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {isEmpty && (kind === 'output' ? <NoPicturesYet /> : <EmptyLibrary onUpload={upload} />)}
      {assets.length > 0 && (
        <LibraryGrid
          assets={assets}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          moreError={list.isFetchNextPageError ? list.error : null}
          onMore={() => void list.fetchNextPage()}
          selection={selection}
          isChoosing={isChoosing || selection.ids.size > 0}
          onSelect={setSelection}
        />
      )}
      <AssetSelectionBar
        assets={selection.ids.size === 0 ? [] : assets.filter(({ id }) => selection.ids.has(id))}
        onClear={() => setSelection(NO_SELECTION)}
      />
      <DropAnywhere onFiles={(files) => queue.add(files)} />
      {isImporting && (
        <Suspense>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
      <Outlet />
    </>
  )
}

function NoPicturesYet() {
  return (
    <EmptyState
      title="No pictures made yet"
      action={
        <LinkButton to="/create" variant="primary">
          Make the first one
        </LinkButton>
      }
    >
      Choose a photo and a shot; the price stands on the button before anything starts.
    </EmptyState>
  )
}
