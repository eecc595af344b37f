import type { ShotView } from '@studio/core/shots'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, trpc } from '../../lib/trpc.ts'
import { ConfirmDialog, useToast } from '../../ui/index.ts'
import { ChangeShotDialog } from './change-shot-dialog.tsx'
import type { ShotActs } from './shot-card.tsx'

/** What can be done with shots beside choosing them, and the windows that it takes. */
export function useShotActs(onDeleted: (shotId: string) => void): { acts: ShotActs; dialogs: ReactNode } {
  const queryClient = useQueryClient()
  const toast = useToast()
  const [changing, setChanging] = useState<ShotView | null>(null)
  const [deleting, setDeleting] = useState<ShotView | null>(null)
  const listKey = trpc.shots.list.queryKey()
  const { mutate: favour } = useMutation(
    trpc.shots.setFavourite.mutationOptions({
      // The star follows the finger; should the server refuse, it goes back and says why.
      onMutate: ({ shotId, isFavourite }) => {
        queryClient.setQueryData(listKey, (shots) =>
          shots?.map((shot) => (shot.id === shotId ? { ...shot, isFavourite } : shot)),
        )
      },
      onError: (error) => {
        const { title, message } = describeProblem(error)
        toast({ tone: 'danger', title, description: message })
        void queryClient.invalidateQueries({ queryKey: listKey })
      },
    }),
  )

  const remove = async (shot: ShotView) => {
    await client.shots.delete.mutate({ id: shot.id as `sht_${string}` })
    await queryClient.invalidateQueries({ queryKey: trpc.shots.pathKey() })
    onDeleted(shot.id)
  }

  return {
    acts: {
      onFavourite: (shot, isFavourite) => favour({ shotId: shot.id, isFavourite }),
      onEdit: setChanging,
      onDelete: setDeleting,
    },
    dialogs: (
      <>
        {changing && <ChangeShotDialog shot={changing} onClose={() => setChanging(null)} />}
        {deleting && (
          <ConfirmDialog
            isOpen
            onOpenChange={(isOpen) => !isOpen && setDeleting(null)}
            title={`Delete the shot “${deleting.name}”?`}
            losses={['Its name, its words and its choices']}
            remains="Pictures that were made with it stay, with their recipes."
            confirmLabel="Delete the shot"
            onConfirm={() => remove(deleting)}
          />
        )}
      </>
    ),
  }
}
