import type { NewTokenView, TokenView } from '@studio/core/tokens'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Dialog, Select } from '../../ui/index.ts'

const GRACES = [
  { value: '0', label: 'Stops at once' },
  { value: '1', label: 'Works for another hour' },
  { value: '24', label: 'Works for another day' },
  { value: '168', label: 'Works for another week' },
] as const

type Grace = (typeof GRACES)[number]['value']

/** Replaces a token by a new one that may do the same, and asks how long the old one goes on. */
export function RotateTokenDialog({
  token,
  onClose,
  onRotated,
}: {
  token: TokenView | undefined
  onClose: () => void
  onRotated: (created: NewTokenView) => void
}) {
  const [grace, setGrace] = useState<Grace>('24')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function rotate(id: TokenView['id']) {
    setBusy(true)
    setError(undefined)
    try {
      const created = await client.tokens.rotate.mutate({ id, graceHours: Number(grace) })
      await queryClient.invalidateQueries({ queryKey: trpc.tokens.pathKey() })
      onRotated(created)
    } catch (thrown) {
      setError(describeProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen={token !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      width="narrow"
      title={`Replace “${token?.name ?? ''}”`}
      description="You get a new token that may do the same. Put it in place while both work."
      footer={
        <Button variant="primary" busy={isBusy} onClick={() => token && void rotate(token.id)}>
          Make the new token
        </Button>
      }
    >
      <div className="pt-2">
        <Select label="The old one" options={GRACES} value={grace} onChange={setGrace} />
      </div>
      {error !== undefined && (
        <p role="alert" className="mt-3 text-13 text-danger">
          {error}
        </p>
      )}
    </Dialog>
  )
}
