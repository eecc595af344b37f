import type { AssetView } from '@studio/core/assets'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ImageOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { classNames, ErrorState, RelativeTime, Skeleton } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { PlayMark } from '../assets/play-mark.tsx'
import { isVideo } from '../assets/video.ts'
import { arrangeLineage, type LineageBranch } from './arrange-lineage.ts'
import { titleOf } from './describe-generation.ts'

/** What the tree goes out from; it is marked in it. */
export type LineageStart = `gen_${string}` | `ast_${string}`

const INDENTED = 'ml-2 border-line border-l pl-2 md:ml-4 md:pl-3'

/** Outputs shown in a line; the rest is counted. */
const MOST_SHOWN = 4

/**
 * What came of what: the photo, below it what was made from it, below that what was changed. A line without any
 * branches goes straight down; only where it branches is it indented, so that long lines stay narrow.
 */
export function LineageTree({ start }: { start: LineageStart }) {
  const lineage = useQuery(trpc.generations.lineage.queryOptions({ id: start }))
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  if (lineage.isError) {
    const { title, message } = describeProblem(lineage.error)
    return <ErrorState isCompact title={title} message={message} onRetry={() => void lineage.refetch()} />
  }
  if (lineage.isPending) return <LineageSkeleton />
  const branches = arrangeLineage(lineage.data)
  if (lineage.data.generations.length === 0) {
    return <p className="text-13 text-ink-soft">Nothing has been made from this yet.</p>
  }
  const shotNames = new Map(shots?.map(({ id, name }) => [id, name]))
  return (
    <>
      <Branches branches={branches} start={start} shotNames={shotNames} />
      {!lineage.data.isComplete && (
        <p className="mt-3 text-13 text-ink-faint">There is more than fits here: these are the nearest.</p>
      )}
    </>
  )
}

type Shown = { start: LineageStart; shotNames: ReadonlyMap<string, string> }

function Branches({ branches, ...shown }: { branches: readonly LineageBranch[] } & Shown) {
  const isAlone = branches.length === 1
  return (
    <ul>
      {branches.map((branch) => (
        <li key={branch.key}>
          <Line branch={branch} {...shown} />
          {branch.branches.length > 0 && (
            <div className={isAlone && branch.branches.length === 1 ? undefined : INDENTED}>
              <Branches branches={branch.branches} {...shown} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Line({ branch, start, shotNames }: { branch: LineageBranch } & Shown) {
  if (branch.kind === 'photo') {
    const { photo } = branch
    return (
      <LineLink
        isCurrent={photo.id === start}
        link={{ to: '/assets/$assetId', params: { assetId: photo.id } }}
        thumbs={<Thumb asset={photo} isCurrent={false} />}
        title={photo.fileName}
        detail={
          <>
            Photo · <RelativeTime iso={photo.createdAt} />
          </>
        }
      />
    )
  }
  const { generation, isRefinement, changedIndex } = branch
  const { id, outputs, modelName, createdAt, prompt, shotId } = generation
  const holdsStart = outputs.some(({ asset }) => asset?.id === start)
  return (
    <LineLink
      isCurrent={id === start || holdsStart}
      link={{ to: '/generations/$id', params: { id } }}
      thumbs={
        <>
          {outputs.slice(0, MOST_SHOWN).map((output) => (
            <Thumb key={output.id} asset={output.asset} isCurrent={output.asset?.id === start} />
          ))}
          {outputs.length > MOST_SHOWN && (
            <span className="figures self-center text-13 text-ink-faint">+{outputs.length - MOST_SHOWN}</span>
          )}
        </>
      }
      title={titleOf({ shotId, prompt, isRefinement }, shotNames.get(shotId ?? ''))}
      detail={
        <>
          {changedIndex !== null && `From output ${changedIndex + 1} · `}
          {modelName} · <RelativeTime iso={createdAt} />
        </>
      }
    />
  )
}

type LineLinkProps = {
  isCurrent: boolean
  link:
    | { to: '/assets/$assetId'; params: { assetId: string } }
    | { to: '/generations/$id'; params: { id: string } }
  thumbs: ReactNode
  title: string
  detail: ReactNode
}

function LineLink({ isCurrent, link, thumbs, title, detail }: LineLinkProps) {
  return (
    <Link
      {...link}
      aria-current={isCurrent ? 'true' : undefined}
      className={classNames(
        'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control px-2 py-2 transition-colors duration-120 hover:bg-hover',
        isCurrent && 'bg-sunken',
      )}
    >
      <span className="flex gap-1.5">{thumbs}</span>
      <span className="min-w-28 flex-1 text-13">
        <span className="line-clamp-2 font-medium text-14">{title}</span>
        <span className="block text-ink-faint">
          {detail}
          {isCurrent && <span className="text-accent-ink"> · You are here</span>}
        </span>
      </span>
    </Link>
  )
}

/** As large as fits 56 px, in its own ratio. */
function Thumb({ asset, isCurrent }: { asset: AssetView | null; isCurrent: boolean }) {
  if (asset === null || asset.status !== 'ready') {
    return (
      <span className="flex size-14 items-center justify-center border border-line-strong border-dashed text-ink-faint">
        <ImageOff className="size-4" aria-hidden="true" />
        <span className="sr-only">No picture</span>
      </span>
    )
  }
  const ratio = (asset.widthPx ?? 1) / (asset.heightPx ?? 1)
  return (
    <span
      className={classNames('relative block', isCurrent && 'outline-2 outline-accent-line outline-offset-2')}
      style={{ width: `${3.5 * Math.min(1, ratio)}rem` }}
    >
      <AssetPicture asset={asset} />
      {isVideo(asset) && <PlayMark durationMs={null} />}
    </span>
  )
}

function LineageSkeleton() {
  return (
    <div role="status" aria-label="The lineage is loading" className="flex flex-col gap-4 p-2">
      {[0, 1, 2].map((line) => (
        <div key={line} className="flex items-center gap-4">
          <Skeleton className="size-14 rounded-none!" />
          <Skeleton className="h-4 w-48" />
        </div>
      ))}
    </div>
  )
}
