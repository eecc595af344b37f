import type { PublicationView } from '@studio/core/publications'
import { useState } from 'react'
import { PublicationLine } from './publication-line.tsx'
import { UndoDialog } from './undo-dialog.tsx'
import { usePublicationActs } from './use-publication-acts.ts'

/** Publications, newest first, each with its undo. */
export function PublicationList({
  label,
  publications,
  hasTitles,
}: {
  label: string
  publications: readonly PublicationView[]
  hasTitles: boolean
}) {
  const [undoing, setUndoing] = useState<PublicationView>()
  const acts = usePublicationActs()
  return (
    <>
      <ul aria-label={label} className="border-line border-b">
        {publications.map((publication) => (
          <PublicationLine
            key={publication.id}
            publication={publication}
            hasTitle={hasTitles}
            onUndo={() => setUndoing(publication)}
          />
        ))}
      </ul>
      {undoing && <UndoDialog publication={undoing} acts={acts} onClose={() => setUndoing(undefined)} />}
    </>
  )
}
