import { BookmarkPlus } from 'lucide-react'
import { IconButton } from '../../ui/index.ts'
import { isLocal } from '../models/offer-models.ts'
import { fidelityWords } from '../shots/shot-words.ts'
import { Note } from './note.tsx'
import type { Settled } from './settle-draft.ts'

type ShotSummaryProps = { settled: Settled; isRefinement: boolean; onSave: () => void }

/** What was chosen, what becomes of the product in it, and a way to keep it all as a shot of one's own. */
export function ShotSummary({ settled, isRefinement, onSave }: ShotSummaryProps) {
  const { shot, model } = settled
  const name = shot?.name ?? (isRefinement ? 'A change in your own words' : 'Your own words')
  return (
    <div className="flex items-start justify-between gap-2">
      <div className="min-w-0">
        <h2 className="truncate text-14">{name}</h2>
        {shot && <p className="mt-0.5 text-12 text-ink-faint">{fidelityWords(shot, isLocal(model))}</p>}
        <Note text={shot?.problem ?? undefined} />
      </div>
      {!isRefinement && shot?.kind !== 'utility' && (
        <IconButton label="Save as a shot of your own" size="small" onClick={onSave}>
          <BookmarkPlus />
        </IconButton>
      )}
    </div>
  )
}
