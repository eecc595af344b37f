import { Dialog } from '@base-ui/react/dialog'
import type { AssetView } from '@studio/core/assets'
import { isId } from '@studio/core/kernel'
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type KeyboardEvent, useEffect } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, classNames, ErrorState, IconButton, Skeleton } from '../../ui/index.ts'
import { AssetFacts } from './asset-facts.tsx'
import { AssetPicture } from './asset-picture.tsx'
import { libraryQuery } from './library-query.ts'
import { isVideo } from './video.ts'
import { VideoPlayer } from './video-player.tsx'

/** One asset, large, with its facts and what can be done with it. Arrow keys go through the library. */
export function AssetViewer() {
  const { assetId } = useParams({ from: '/studio/library/assets/$assetId' })
  const { kind } = useSearch({ from: '/studio/library' })
  const navigate = useNavigate()
  const list = useInfiniteQuery(libraryQuery(kind).options)
  const order = list.data?.pages.flatMap((page) => page.items) ?? []
  const position = order.findIndex(({ id }) => id === assetId)
  const listed = order[position]
  const single = useQuery(
    trpc.assets.get.queryOptions(
      isId('asset', assetId) && listed === undefined ? { id: assetId } : skipToken,
    ),
  )
  const asset = listed ?? single.data
  const before = position > 0 ? order[position - 1] : undefined
  const after = position === -1 ? undefined : order[position + 1]

  const isAtEnd = position !== -1 && after === undefined
  useEffect(() => {
    if (isAtEnd && list.hasNextPage && !list.isFetching) void list.fetchNextPage()
  }, [isAtEnd, list])

  const close = () => void navigate({ to: '/', search: true, resetScroll: false })
  const show = (id: string | undefined) => {
    if (id === undefined) return
    void navigate({
      to: '/assets/$assetId',
      params: { assetId: id },
      search: true,
      replace: true,
      resetScroll: false,
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    // Keys of a window over this one bubble up through React, though they are none of ours.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return
    // Arrows belong to what is typed into, chosen from or played.
    if (event.target.closest('input, textarea, select, video, [role="combobox"]') !== null) return
    if (event.altKey || event.metaKey || event.ctrlKey) return
    if (event.key === 'ArrowLeft') show(before?.id)
    if (event.key === 'ArrowRight') show(after?.id)
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Popup
          aria-label={asset?.fileName ?? 'Asset'}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-40 flex flex-col bg-wall outline-none max-md:overflow-y-auto md:flex-row"
        >
          <div className="@container-[size] relative flex h-[62dvh] shrink-0 items-center justify-center p-4 md:h-auto md:min-w-0 md:flex-1 md:shrink md:p-10">
            {asset !== undefined && <LargePicture key={asset.id} asset={asset} />}
            {asset === undefined && single.isPending && isId('asset', assetId) && (
              <Skeleton className="aspect-square h-full max-w-full rounded-none!" />
            )}
            <StepButton side="left" label="The picture before" to={before?.id} onShow={show} />
            <StepButton side="right" label="The picture after" to={after?.id} onShow={show} />
          </div>
          <aside className="relative flex shrink-0 flex-col border-line bg-surface max-md:border-t md:w-84 md:overflow-y-auto md:border-l">
            <Dialog.Close
              render={
                <IconButton
                  label="Close"
                  shortcut="Esc"
                  className="z-10 max-md:fixed max-md:top-3 max-md:right-3 max-md:bg-raised max-md:shadow-float md:absolute md:top-3 md:right-3"
                >
                  <X />
                </IconButton>
              }
            />
            {asset !== undefined && (
              <AssetFacts
                asset={asset}
                onDeleted={() => ((after ?? before) ? show((after ?? before)?.id) : close())}
              />
            )}
            {asset === undefined && (single.isError || !isId('asset', assetId)) && (
              <ErrorState
                title="This asset is not here"
                message={
                  single.isError ? describeProblem(single.error).message : 'The address has a slip in it.'
                }
                action={<Button onClick={close}>Go to the library</Button>}
              />
            )}
          </aside>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** As large as fits, never larger than it is, in its exact ratio. */
function LargePicture({ asset }: { asset: AssetView }) {
  if (asset.status !== 'ready') {
    return (
      <p className="max-w-sm text-center text-14 text-ink-soft">
        {asset.status === 'refused'
          ? asset.problem
          : 'This photo is being prepared; it will show here in a moment.'}
      </p>
    )
  }
  const ratio = (asset.widthPx ?? 1) / (asset.heightPx ?? 1)
  const paddingPx = 'var(--viewer-padding)'
  const box = {
    className: '[--viewer-padding:1rem] md:[--viewer-padding:2.5rem]',
    style: {
      width: `min(100cqw - 2 * ${paddingPx}, (100cqh - 2 * ${paddingPx}) * ${ratio}, ${asset.widthPx ?? 1600}px)`,
    },
  }
  if (isVideo(asset)) return <VideoPlayer asset={asset} name={asset.fileName} {...box} />
  return <AssetPicture asset={asset} size="preview" isEager {...box} />
}

function StepButton({
  side,
  label,
  to,
  onShow,
}: {
  side: 'left' | 'right'
  label: string
  to: string | undefined
  onShow: (id: string) => void
}) {
  if (to === undefined) return null
  return (
    <IconButton
      label={label}
      shortcut={side === 'left' ? '←' : '→'}
      onClick={() => onShow(to)}
      className={classNames(
        'absolute top-1/2 -mt-5 rounded-full! bg-raised/80 backdrop-blur-sm',
        side === 'left' ? 'left-2' : 'right-2',
      )}
    >
      {side === 'left' ? <ChevronLeft /> : <ChevronRight />}
    </IconButton>
  )
}
