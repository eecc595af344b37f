import type { AssetView } from '@studio/core/assets'
import { formatNumberOf } from '../../lib/format.ts'
import { applyChanges } from '../../lib/live-changes.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient } from '../../lib/trpc.ts'
import { ConfirmDialog, useToast } from '../../ui/index.ts'
import { AssetPicture } from './asset-picture.tsx'

/** Erases assets for good, after saying what that means for each kind. */
export function DeleteAssetsDialog({
  assets,
  isOpen,
  onOpenChange,
  onDeleted,
}: {
  assets: readonly AssetView[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onDeleted: () => void
}) {
  const toast = useToast()
  const uploads = assets.filter(({ kind }) => kind === 'upload').length
  const outputs = assets.length - uploads
  const [only] = assets.length === 1 ? assets : []
  const what = only === undefined ? formatNumberOf(assets.length, 'asset') : `“${only.fileName}”`

  async function erase() {
    const results = await Promise.allSettled(
      assets.map(async ({ id }) => {
        await client.assets.delete.mutate({ id })
        return id
      }),
    )
    const gone = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    applyChanges(
      queryClient,
      gone.map((subjectId) => ({ type: 'asset.deleted', subjectId })),
    )
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) {
      const { message } = describeProblem(failed.reason)
      throw new Error(
        gone.length === 0 ? message : `${gone.length} of ${assets.length} were deleted. ${message}`,
      )
    }
    onDeleted()
    toast({ title: `${what} deleted` })
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Delete ${what}?`}
      losses={[
        ...(uploads > 0
          ? [
              `${formatNumberOf(uploads, 'upload')} with the original file. Work still waiting for it will fail, free of charge.`,
            ]
          : []),
        ...(outputs > 0 ? [`${formatNumberOf(outputs, 'picture')} you paid credits for.`] : []),
        'Erased from storage for good; this cannot be undone.',
      ]}
      {...(uploads > 0 && { remains: 'Pictures you made from these uploads stay.' })}
      confirmLabel={`Delete ${only === undefined ? what : 'it'}`}
      onConfirm={erase}
    >
      <div className="mt-3 flex gap-1.5 overflow-hidden">
        {assets.slice(0, 6).map((asset) => (
          <AssetPicture asset={asset} key={asset.id} alt="" className="h-14 shrink-0" />
        ))}
      </div>
    </ConfirmDialog>
  )
}
