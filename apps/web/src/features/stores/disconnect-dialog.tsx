import { PLATFORM_NAMES, type StoreView } from '@studio/core/stores'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { ConfirmDialog, Switch, useToast } from '../../ui/index.ts'

type DisconnectDialogProps = { store: StoreView; onClose: () => void }

/** Disconnects a store, after saying what goes, what stays, and whether the history shall. */
export function DisconnectDialog({ store, onClose }: DisconnectDialogProps) {
  const { name, platform, mirror } = store
  const [keepsHistory, setKeepHistory] = useState(true)
  const disconnect = useDisconnect(store)
  const toast = useToast()
  const history = formatNumberOf(store.publications, 'publication')
  const isPast = store.publications > 0

  async function leave() {
    const { isDone, isTakenOff } = await disconnect(isPast && keepsHistory)
    if (!isDone)
      toast({
        title: `${name} is being disconnected`,
        description: 'What was half-way is taken back first.',
      })
    else if (isTakenOff) toast({ title: `${name} is disconnected` })
    else
      toast({
        title: `${name} is disconnected here`,
        description: `It did not answer. Remove Studio Pro in ${PLATFORM_NAMES[platform]} yourself: its access, and its webhooks.`,
        tone: 'danger',
      })
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Disconnect ${name}?`}
      losses={[
        `The key to the store is destroyed; ${PLATFORM_NAMES[platform]} tells us nothing any more.`,
        `The copy of ${formatNumberOf(mirror.products, 'product')} that we work with.`,
        ...(isPast && !keepsHistory ? [`The history of ${history}, and with it every undo.`] : []),
      ]}
      remains={[
        'The store stays as it is, with every picture that was published; only what is being published at this moment is taken back. Photos that you took from it stay in your library.',
        isPast && keepsHistory && 'Past publications can be looked at; undoing one takes connecting again.',
      ]
        .filter(Boolean)
        .join(' ')}
      confirmLabel="Disconnect"
      onConfirm={leave}
    >
      {isPast && (
        <div className="mt-3 rounded-control border border-line p-3">
          <Switch
            label="Keep the history"
            detail={`${history}: what was changed, with the pictures that were put there or taken off.`}
            isOn={keepsHistory}
            onChange={setKeepHistory}
          />
        </div>
      )}
    </ConfirmDialog>
  )
}

/** Disconnects a store at once that is waited for, after saying which products may stay half changed. */
export function LeaveHalfWayDialog({ store, onClose }: DisconnectDialogProps) {
  const { name, leaving } = store
  const disconnect = useDisconnect(store)
  const toast = useToast()
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Disconnect ${name} anyway?`}
      losses={[
        ...(leaving?.halfWay ?? []).map(
          ({ title }) => `“${title}” may stay half changed. Look at its pictures in the store.`,
        ),
        'The key to the store is destroyed, so that nothing can be taken back from here any more.',
      ]}
      remains="The rest of the store stays exactly as it is. If you wait, the studio goes on trying."
      confirmLabel="Disconnect anyway"
      onConfirm={async () => {
        await disconnect(leaving?.keepsHistory ?? true, true)
        toast({ title: `${name} is disconnected` })
      }}
    />
  )
}

/** Deletes what was kept of a store that is disconnected. */
export function DeleteHistoryDialog({ store, onClose }: DisconnectDialogProps) {
  const disconnect = useDisconnect(store)
  const toast = useToast()
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete the history of ${store.name}?`}
      losses={[
        `The history of ${formatNumberOf(store.publications, 'publication')}, with the pictures that were taken off, and every undo.`,
      ]}
      remains="The store stays exactly as it is."
      confirmLabel="Delete the history"
      onConfirm={async () => {
        await disconnect(false)
        toast({ title: `The history of ${store.name} is deleted` })
      }}
    />
  )
}

/** Disconnects, and shows everything that hangs on it anew. */
function useDisconnect({ id }: StoreView) {
  return async (keepHistory: boolean, leaveHalfWay = false) => {
    try {
      return await client.stores.disconnect.mutate({ id, keepHistory, leaveHalfWay })
    } catch (error) {
      throw new Error(describeProblem(error).message)
    } finally {
      for (const room of ['stores', 'products', 'publications'] as const)
        void queryClient.invalidateQueries({ queryKey: trpc[room].pathKey() })
    }
  }
}
