import type { PublicationView } from '@studio/core/publications'
import { Link } from '@tanstack/react-router'
import { RotateCw, Trash2, Undo2 } from 'lucide-react'
import { Badge, Button, RelativeTime } from '../../ui/index.ts'
import { PlanLines } from './plan-lines.tsx'
import { PlanSides } from './plan-sides.tsx'
import { PublicationState } from './publication-state.tsx'
import { describeStanding, isPlanned } from './status-words.ts'
import type { PublicationActs } from './use-publication-acts.ts'

type PublicationSectionProps = {
  publication: PublicationView
  acts: PublicationActs
  /** Whether it is among those that are approved together; undefined where there is nothing to choose. */
  isChosen: boolean | undefined
  onChoose: (isChosen: boolean) => void
  onUndo: () => void
}

/** The plan for one product, before and after, and how it stands with it. */
export function PublicationSection(props: PublicationSectionProps) {
  const { publication, acts, isChosen, onChoose, onUndo } = props
  const { id, title, productId, status, undoesId, undoneById, canUndo, finishedAt, createdAt } = publication
  const { name, tone } = describeStanding(publication)
  const isDone = status === 'published'
  return (
    <li className="rounded-card border border-line bg-surface p-4 md:p-5">
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        {isPlanned(publication) && isChosen !== undefined && (
          <input
            type="checkbox"
            aria-label={`Publish ${title}`}
            checked={isChosen}
            onChange={({ target }) => onChoose(target.checked)}
            className="size-4 shrink-0"
          />
        )}
        <h2 className="min-w-0 text-16">
          {undoesId !== null && <span className="font-normal text-ink-soft">Undo: </span>}
          {productId ? (
            <Link
              to="/products/$productId"
              params={{ productId }}
              className="rounded-control hover:underline"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        <Badge tone={undoneById ? 'neutral' : tone}>{undoneById ? 'Published, undone since' : name}</Badge>
        <RelativeTime iso={finishedAt ?? createdAt} className="text-13 text-ink-faint" />
        <span className="ml-auto flex flex-wrap gap-2">
          {(status === 'conflict' || status === 'failed') && undoesId === null && (
            <Button size="small" busy={acts.isBusy(id)} onClick={() => void acts.replan(id)}>
              <RotateCw aria-hidden="true" />
              Plan again
            </Button>
          )}
          {(isPlanned(publication) || status === 'conflict' || status === 'failed') && (
            <Button
              size="small"
              variant="quiet"
              disabled={acts.isBusy(id)}
              onClick={() => void acts.discard([id])}
            >
              <Trash2 aria-hidden="true" />
              <span className="max-md:sr-only">Drop</span>
            </Button>
          )}
          {canUndo && (
            <Button size="small" onClick={onUndo}>
              <Undo2 aria-hidden="true" />
              Undo
            </Button>
          )}
        </span>
      </div>
      <PlanSides {...publication} isDone={isDone} />
      <div className="mt-4 grid items-start gap-x-10 gap-y-4 lg:grid-cols-2">
        <PlanLines plan={publication} />
        <PublicationState publication={publication} />
      </div>
    </li>
  )
}
