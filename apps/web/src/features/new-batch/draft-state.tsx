import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { KeptDraft } from './draft-keeper.ts'

/** Whether what is on the page is kept; the line is always there, so that nothing moves when it changes. */
export function DraftState({ kept, onKeepAgain }: { kept: KeptDraft; onKeepAgain: () => void }) {
  if (kept.state === 'failed')
    return (
      <p role="alert" className="text-12 text-danger">
        This could not be kept as a draft. {kept.problem?.message}{' '}
        <button type="button" onClick={onKeepAgain} className="underline underline-offset-3">
          Keep it again
        </button>
      </p>
    )
  return (
    <p role="status" className="flex h-4 items-center gap-1.5 text-12 text-ink-faint">
      {kept.state === 'new' && 'It is kept as a draft from the first change on.'}
      {kept.state === 'waiting' && 'Being kept …'}
      {kept.state === 'kept' && (
        <>
          <Check className="size-3.5" aria-hidden="true" />
          Kept as a draft, in{' '}
          <Link to="/batches" className="underline underline-offset-3">
            Batches
          </Link>
        </>
      )}
    </p>
  )
}
