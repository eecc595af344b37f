import { Dialog, Kbd } from '../../ui/index.ts'

const KEYS = [
  { keys: '← → ↑ ↓', does: 'Go to another picture' },
  { keys: 'J K', does: 'The next one, the one before' },
  { keys: 'Enter', does: 'Grid: look at it; Esc goes back' },
  { keys: 'A', does: 'Accept' },
  { keys: 'R', does: 'Reject' },
  { keys: 'O', does: 'Leave it open again' },
  { keys: 'E', does: 'Make it again, at a price you see first' },
  { keys: '1 … 5', does: 'Rate; 0 takes the rating away' },
  { keys: 'U', does: 'Take the last decision back' },
  { keys: 'X', does: 'Grid: select; with Shift and arrows a range' },
  { keys: 'C', does: 'One at a time: compare in another way' },
  { keys: 'Space', does: 'One at a time: hold to see the source' },
  { keys: '+ − F', does: 'One at a time: nearer, farther, all of it' },
]

/** The keys of a batch’s pictures. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Keys for these pictures"
      width="narrow"
    >
      <dl className="mt-1">
        {KEYS.map(({ keys, does }) => (
          <div key={keys} className="flex items-center justify-between gap-4 border-line border-t py-2">
            <dt className="text-14">{does}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
