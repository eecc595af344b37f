import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { CopyId } from './copy-id.tsx'
import { Dialog } from './dialog.tsx'

/** Shows a secret the one time that it can be shown; closed while there is none. */
export function ShownOnceDialog({
  secret,
  onClose,
  title,
  description,
  children,
}: {
  secret: string | undefined
  onClose: () => void
  title: string
  /** What to do with it, and that this is the only time. */
  description: string
  /** What else to know about it, below it. */
  children: ReactNode
}) {
  return (
    <Dialog
      isOpen={secret !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="mt-2 rounded-control border border-line bg-sunken px-3 py-2.5">
        {secret !== undefined && <CopyId id={secret} />}
      </div>
      <p className="mt-3 text-13 text-ink-soft">{children}</p>
    </Dialog>
  )
}
