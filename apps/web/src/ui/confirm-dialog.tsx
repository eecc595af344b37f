import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { scrimClass, sheetClass } from './dialog.tsx'

/**
 * Asks before something is lost, and names it. `onConfirm` does the act; the dialog waits for it, closes when
 * it succeeds, and shows the sentence of the error when it does not.
 */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  losses,
  remains,
  confirmLabel,
  onConfirm,
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** The act and its object: `Delete 3 pictures?` */
  title: string
  /** What will be gone, one line each. */
  losses: readonly string[]
  /** What stays, if somebody might fear for it. */
  remains?: string
  /** The act again: `Delete 3 pictures`. */
  confirmLabel: string
  onConfirm: () => Promise<unknown>
  /** A look at what is lost, for example small pictures. */
  children?: ReactNode
}) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function confirm() {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : 'That did not work. Nothing was changed.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => !isBusy && onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={scrimClass} />
        <AlertDialog.Popup className={classNames(sheetClass, 'p-5 md:w-[28rem]')}>
          <AlertDialog.Title className="text-16">{title}</AlertDialog.Title>
          {children}
          <AlertDialog.Description render={<div />} className="mt-2 text-14 text-ink-soft">
            <ul className="flex flex-col gap-1">
              {losses.map((loss) => (
                <li key={loss} className="flex gap-2">
                  <span aria-hidden="true" className="mt-2 size-1 shrink-0 rounded-full bg-danger" />
                  {loss}
                </li>
              ))}
            </ul>
            {remains !== undefined && <p className="mt-3 text-13 text-ink-faint">{remains}</p>}
          </AlertDialog.Description>
          {error !== undefined && (
            <p role="alert" className="mt-3 text-13 text-danger">
              {error}
            </p>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Close render={<Button variant="secondary">Keep</Button>} />
            <Button variant="danger" busy={isBusy} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
