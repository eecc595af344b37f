import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Dialog, Skeleton } from '../../ui/index.ts'
import { useWelcome } from './connect-form.tsx'

/** Connects a shop that let us in from its own side, once the person here has said that it is theirs. */
export function ClaimDialog({ claim, onClose }: { claim: string; onClose: () => void }) {
  const read = useMutation(trpc.stores.readClaim.mutationOptions())
  const welcome = useWelcome(onClose)
  const connect = useMutation(trpc.stores.claim.mutationOptions({ onSuccess: welcome }))
  useEffect(() => read.mutate({ claim }), [claim])

  const error = connect.error ?? read.error
  const isOver = error !== null && describeProblem(error).code === 'not_found'
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={read.data ? `Connect ${read.data.shop}?` : 'Connect a store'}
      width="narrow"
      footer={
        isOver ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <Button
            variant="primary"
            disabled={!read.data}
            busy={connect.isPending}
            onClick={() => connect.mutate({ claim })}
          >
            Connect it to this account
          </Button>
        )
      }
    >
      {read.isPending && <Skeleton className="h-10" />}
      {read.data && (
        <p className="text-14 text-ink-soft">
          The shop has let Studio Pro in. Connect it only if it is yours: whoever has this account can then
          plan and publish pictures there.
        </p>
      )}
      {error && (
        <p role="alert" className="mt-3 text-14 text-danger">
          {isOver
            ? 'The shop no longer waits to be connected. Open Studio Pro from the apps of your Shopify admin again.'
            : describeProblem(error).message}
        </p>
      )}
    </Dialog>
  )
}
