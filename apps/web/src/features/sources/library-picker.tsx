import type { Id } from '@studio/core/kernel'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Dialog, ErrorState, NextPage, Segmented, Skeleton } from '../../ui/index.ts'
import { PickablePicture } from './pickable-picture.tsx'

/** Pictures read at a time. */
const PAGE_SIZE = 40

type LibraryPickerProps = {
  title?: string
  /** One picture and no more. */
  isSingle?: boolean
  /** What is a source already; it is not offered again. */
  chosen: readonly Id<'asset'>[]
  onChoose: (...ids: Id<'asset'>[]) => void
  onClose: () => void
}

/** Chooses sources from the library, several at once; outputs can be worked on further. */
export function LibraryPicker({
  title = 'Choose photos of one product',
  isSingle = false,
  chosen,
  onChoose,
  onClose,
}: LibraryPickerProps) {
  const [kind, setKind] = useState<'upload' | 'output'>('upload')
  const [picked, setPicked] = useState<readonly Id<'asset'>[]>([])
  const list = useInfiniteQuery(
    trpc.assets.list.infiniteQueryOptions(
      { kind, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const { data, error, isPending, refetch } = list
  const offered = data?.pages.flatMap((page) => page.items).filter((asset) => !chosen.includes(asset.id))
  const ready = offered?.filter((asset) => asset.status === 'ready' && asset.durationMs === null) ?? []

  const toggle = (id: Id<'asset'>) =>
    setPicked((now) => {
      if (now.includes(id)) return now.filter((other) => other !== id)
      return isSingle ? [id] : [...now, id]
    })

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      width="wide"
      footer={
        <Button
          variant="primary"
          disabled={picked.length === 0}
          onClick={() => {
            onChoose(...picked)
            onClose()
          }}
        >
          {labelOf(picked.length, isSingle)}
        </Button>
      }
    >
      <div className="mb-4 pt-1">
        <Segmented
          label="Show"
          isLabelHidden
          options={[
            { value: 'upload', label: 'Uploads' },
            { value: 'output', label: 'Made here' },
          ]}
          value={kind}
          onChange={setKind}
        />
      </div>
      {error && <ErrorState isCompact {...describeProblem(error)} onRetry={() => void refetch()} />}
      {data && ready.length === 0 ? (
        <p className="flex min-h-60 items-center justify-center text-14 text-ink-soft">
          {kind === 'upload' ? 'No other photos in your library yet.' : 'Nothing was made here yet.'}
        </p>
      ) : (
        <ul className="grid min-h-60 grid-cols-3 content-start gap-3 p-0.5 md:grid-cols-6">
          {isPending &&
            Array.from({ length: 12 }, (_, index) => index).map((index) => (
              <Skeleton key={index} className="aspect-square rounded-none!" />
            ))}
          {ready.map((asset) => (
            <li key={asset.id}>
              <PickablePicture
                asset={asset}
                isPicked={picked.includes(asset.id)}
                onPick={() => toggle(asset.id)}
              />
            </li>
          ))}
        </ul>
      )}
      <NextPage list={list} className="mt-4">
        Show more
      </NextPage>
    </Dialog>
  )
}

function labelOf(count: number, isSingle: boolean): string {
  if (isSingle) return 'Use this picture'
  return count === 0 ? 'Use photos' : `Use ${formatNumberOf(count, 'photo')}`
}
