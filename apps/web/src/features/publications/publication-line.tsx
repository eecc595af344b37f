import { keyOf, type PublicationView } from '@studio/core/publications'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Undo2 } from 'lucide-react'
import { Badge, Button, RelativeTime } from '../../ui/index.ts'
import { MediaSquare } from '../stores/media-square.tsx'
import { summarisePlan } from './plan-words.ts'
import { describeStanding } from './status-words.ts'

/** How many pictures of each side a line shows. */
const SHOWN = 4

/** One publication in a list: what it did in a line, both sides small, and its undo. */
export function PublicationLine({
  publication,
  hasTitle,
  onUndo,
}: {
  publication: PublicationView
  /** The product is not clear from where the line stands. */
  hasTitle: boolean
  onUndo: () => void
}) {
  const { groupId, title, undoesId, undoneById, canUndo, finishedAt, createdAt, before, after } = publication
  const { name, tone } = describeStanding(publication)
  const summary = summarisePlan(publication)
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 border-line border-t py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-14">
          <Link
            to="/publications"
            search={{ group: groupId }}
            className="min-w-0 rounded-control font-medium hover:underline"
          >
            {undoesId !== null && 'Undo: '}
            {hasTitle ? title : summary}
          </Link>
          <Badge tone={undoneById ? 'neutral' : tone}>{undoneById ? 'Undone since' : name}</Badge>
        </p>
        <p className="mt-0.5 text-13 text-ink-faint">
          {hasTitle && `${summary} · `}
          <RelativeTime iso={finishedAt ?? createdAt} />
        </p>
      </div>
      <div className="flex items-center gap-2">
        <Strip pictures={before} name={`${title} before`} />
        <ArrowRight className="size-4 shrink-0 text-ink-faint" aria-hidden="true" />
        <Strip pictures={after} name={`${title} after`} />
      </div>
      <span className="flex w-20 justify-end max-md:w-auto">
        {canUndo && (
          <Button size="small" onClick={onUndo}>
            <Undo2 aria-hidden="true" />
            Undo
          </Button>
        )}
      </span>
    </li>
  )
}

function Strip({ pictures, name }: { pictures: PublicationView['before']; name: string }) {
  const rest = pictures.length - SHOWN
  return (
    <span className="grid w-26 grid-cols-4 gap-0.5 md:w-34">
      {pictures.slice(0, rest > 0 ? SHOWN - 1 : SHOWN).map((each, index) => (
        <MediaSquare
          key={keyOf(each.ref)}
          media={{ ...each, kind: 'picture', widthPx: null, heightPx: null }}
          name={`${name}, picture ${index + 1}`}
          className={each.change === 'added' ? 'outline-2 outline-accent-line -outline-offset-2' : ''}
        />
      ))}
      {rest > 0 && (
        <span className="figures flex aspect-square items-center justify-center bg-sunken text-12 text-ink-soft">
          +{rest + 1}
        </span>
      )}
    </span>
  )
}
