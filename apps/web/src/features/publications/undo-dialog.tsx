import type { PublicationView } from '@studio/core/publications'
import { useState } from 'react'
import { Button, Dialog, RelativeTime } from '../../ui/index.ts'
import { PlanSides } from './plan-sides.tsx'
import { describeUndo } from './plan-words.ts'
import type { PublicationActs } from './use-publication-acts.ts'

/** Says what undoing a publication does to the product, and does it at once or shows it as a plan first. */
export function UndoDialog({
  publication,
  acts,
  onClose,
}: {
  publication: PublicationView
  acts: Pick<PublicationActs, 'undo'>
  onClose: () => void
}) {
  const { id, title, finishedAt, before, after } = publication
  const [isBusy, setBusy] = useState(false)

  async function undo(isToBeSeen: boolean) {
    setBusy(true)
    const isDone = await acts.undo(id, isToBeSeen)
    setBusy(false)
    if (isDone) onClose()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={`Undo what was published to ${title}?`}
      description={
        finishedAt !== null && (
          <>
            Published <RelativeTime iso={finishedAt} />. Undoing it can be undone as well.
          </>
        )
      }
      width="wide"
      footer={
        <>
          <Button disabled={isBusy} onClick={() => void undo(true)}>
            See the plan first
          </Button>
          <Button variant="primary" busy={isBusy} onClick={() => void undo(false)}>
            Undo it
          </Button>
        </>
      }
    >
      <div className="pt-2">
        <PlanSides before={turned(after)} after={turned(before)} />
        <ul aria-label="What undoing does" className="mt-4 flex flex-col gap-1 text-14 text-ink-soft">
          {describeUndo(publication).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

/** What came goes, and what went comes back. */
function turned(side: PublicationView['before']): PublicationView['before'] {
  return side.map((each) => {
    if (each.change === 'added') return { ...each, change: 'removed' }
    if (each.change !== 'removed' || each.ref.from !== 'store') return each
    return { ...each, change: 'added', ref: { from: 'snapshot', mediaId: each.ref.mediaId } }
  })
}
