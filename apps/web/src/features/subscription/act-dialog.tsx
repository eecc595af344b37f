import { type ReactNode, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { Button, Dialog } from '../../ui/index.ts'

/**
 * Says what an act does and costs before it happens, then does it. Closes when it succeeded; shows the server's
 * sentence when it did not.
 */
export function ActDialog({
  title,
  sentences,
  confirmLabel,
  onConfirm,
  onClose,
  children,
}: {
  title: string
  /** What will happen, one after the other. */
  sentences: readonly string[]
  /** The act, with its price if it has one. */
  confirmLabel: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
  /** A choice to make before, above the sentences. */
  children?: ReactNode
}) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function confirm() {
    setBusy(true)
    setProblem(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setProblem(describeProblem(error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={title}
      width="narrow"
      footer={
        <>
          <Button variant="quiet" onClick={onClose} disabled={isBusy}>
            Leave it
          </Button>
          <Button variant="primary" busy={isBusy} onClick={() => void confirm()} className="figures">
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      <div className="figures flex flex-col gap-2.5 text-14 text-ink-soft">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {problem !== undefined && (
        <p role="alert" className="mt-3 text-13 text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  )
}
