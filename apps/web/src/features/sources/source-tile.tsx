import type { Id } from '@studio/core/kernel'
import type { SourceRole } from '@studio/core/shots'
import { useQuery } from '@tanstack/react-query'
import { RotateCw, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { classNames, IconButton, Progress } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import type { Upload } from '../uploads/upload-queue.ts'
import { RoleSelect } from './role-select.tsx'

/** How often a photo that is being prepared is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 2_000

/** A photo that was chosen: its picture in its own ratio, also while its preview is being made, and its role. */
export function SourceTile({
  id,
  localUrl,
  role,
  onRole,
  onRemove,
  children,
}: {
  id: Id<'asset'>
  localUrl: string | undefined
  /** What it is there for; null where there is nothing to choose. */
  role: SourceRole | null
  onRole: (role: SourceRole) => void
  onRemove: () => void
  /** What is known of the photo, below it. */
  children?: ReactNode
}) {
  const { data: asset, isError } = useQuery(
    trpc.assets.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => state.data?.status === 'preparing' && LOOK_AGAIN_MS },
    ),
  )
  const name = asset?.fileName ?? 'photo'
  const problem = isError ? 'This photo was deleted.' : asset?.problem
  return (
    <Tile
      name={name}
      onRemove={onRemove}
      below={
        <>
          {role !== null && <RoleSelect photo={name} value={role} onChange={onRole} />}
          {children}
        </>
      }
    >
      {problem ? (
        <Problem>{problem}</Problem>
      ) : asset?.status === 'ready' ? (
        <AssetPicture asset={asset} size="preview" isEager alt={name} />
      ) : (
        <LocalPicture url={localUrl} />
      )}
    </Tile>
  )
}

/** A photo on its way, with how far it has come or why it was not taken. */
export function UploadTile({
  upload,
  localUrl,
  onRetry,
  onRemove,
}: {
  upload: Upload
  localUrl: string | undefined
  onRetry: () => void
  onRemove: () => void
}) {
  if (upload.state === 'failed') {
    return (
      <Tile name={upload.fileName} onRemove={onRemove}>
        <Problem>
          {upload.problem.message}
          {upload.canRetry && (
            <IconButton label={`Send ${upload.fileName} again`} size="small" onClick={onRetry}>
              <RotateCw />
            </IconButton>
          )}
        </Problem>
      </Tile>
    )
  }
  return (
    <Tile name={upload.fileName} onRemove={onRemove}>
      <LocalPicture url={localUrl} />
      <div className="absolute inset-x-2 bottom-2">
        <Progress label={`Sending ${upload.fileName}`} value={upload.share} />
      </div>
    </Tile>
  )
}

function Tile({
  name,
  onRemove,
  below,
  children,
}: {
  name: string
  onRemove: () => void
  below?: ReactNode
  children: ReactNode
}) {
  return (
    <li className="group only:col-span-2 lg:first:col-span-2">
      <div className="relative overflow-hidden">
        {children}
        <IconButton
          label={`Take ${name} out`}
          size="small"
          onClick={onRemove}
          className="absolute! top-1.5 right-1.5 bg-picture-shade text-on-picture opacity-0 hover:bg-picture-shade hover:text-on-picture focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
        >
          <X />
        </IconButton>
      </div>
      {below}
    </li>
  )
}

/** The local file; browsers that cannot show its type (HEIC in most) leave a calm blank. */
function LocalPicture({ url }: { url: string | undefined }) {
  const [isShown, setShown] = useState(false)
  return (
    <div
      className={classNames(
        'bg-sunken',
        !isShown && 'aspect-square animate-[shimmer_1.6s_ease-in-out_infinite]',
      )}
    >
      {url !== undefined && (
        <img
          src={url}
          alt=""
          onLoad={() => setShown(true)}
          className={classNames('w-full', !isShown && 'invisible absolute')}
        />
      )}
    </div>
  )
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex aspect-4/3 flex-col items-start justify-end gap-1 bg-danger-soft p-3 text-13 text-danger"
    >
      {children}
    </div>
  )
}
