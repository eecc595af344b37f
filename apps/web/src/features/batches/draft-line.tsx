import type { BatchView } from '@studio/core/batches'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Badge, ConfirmDialog, IconButton, RelativeTime } from '../../ui/index.ts'

/** A batch that was not started: to go on with, or to delete. */
export function DraftLine({ batch: { id, name, createdAt } }: { batch: BatchView }) {
  const [isDeleting, setDeleting] = useState(false)
  const called = name || 'A draft without a name'
  return (
    <li className="border-line border-t">
      <div className="flex items-center transition-colors duration-120 hover:bg-hover md:-mx-3 md:px-3">
        <Link to="/batches/new" search={{ draft: id }} className="min-w-0 flex-1 py-3">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium text-14">{called}</span>
            <Badge>Draft</Badge>
          </span>
          <span className="mt-0.5 block text-13 text-ink-faint">
            Not started · begun <RelativeTime iso={createdAt} />
          </span>
        </Link>
        <IconButton label={`Delete ${called}`} onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title="Delete this draft?"
        losses={[`What was chosen for “${called}”`]}
        remains="Photos that were uploaded for it stay in the library."
        confirmLabel="Delete the draft"
        onConfirm={async () => {
          await client.batches.delete.mutate({ id })
          await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
        }}
      />
    </li>
  )
}
