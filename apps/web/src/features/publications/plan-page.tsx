import type { Id } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { Button, EmptyState, ErrorState, LinkButton, PageHeader, Skeleton } from '../../ui/index.ts'
import { PublicationSection } from './publication-section.tsx'
import { readAllOf } from './read-all-of.ts'
import { isPlanned, isUnderWay } from './status-words.ts'
import { UndoDialog } from './undo-dialog.tsx'
import { usePublicationActs } from './use-publication-acts.ts'

/** How often publications under way are looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 2_000

/** A plan for one product or many: look at each, approve all or some, and watch them being published. */
export function PlanPage({ groupId }: { groupId: Id<'publicationGroup'> }) {
  const plan = useQuery({
    ...readAllOf(groupId),
    refetchInterval: ({ state }) => state.data?.some(isUnderWay) && LOOK_AGAIN_MS,
  })
  const acts = usePublicationActs()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [undoing, setUndoing] = useState<PublicationView>()
  const publications = plan.data ?? []
  const planned = publications.filter(isPlanned)
  const chosen = planned.filter(({ id }) => !left.has(id))

  if (plan.isError && !plan.data)
    return <ErrorState {...describeProblem(plan.error)} onRetry={() => void plan.refetch()} />
  if (plan.isSuccess && publications.length === 0)
    return (
      <EmptyState
        title="Nothing is left of this plan"
        action={<LinkButton to="/publications">See all publications</LinkButton>}
      >
        It was dropped. Choose pictures in the library to plan again.
      </EmptyState>
    )
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        above={
          <Link to="/publications" className="hover:text-ink">
            Publications
          </Link>
        }
        title={titleOf(publications)}
        lead={leadOf(publications)}
      />
      {plan.isPending && <PlanSkeleton />}
      <ul className="flex flex-col gap-5">
        {publications.map((publication) => (
          <PublicationSection
            key={publication.id}
            publication={publication}
            acts={acts}
            isChosen={planned.length > 1 ? !left.has(publication.id) : undefined}
            onChoose={(isChosen) => setLeft((now) => withOrWithout(now, publication.id, !isChosen))}
            onUndo={() => setUndoing(publication)}
          />
        ))}
      </ul>
      <ApproveBar
        publications={publications}
        chosen={chosen}
        isBusy={chosen.some(({ id }) => acts.isBusy(id))}
        onApprove={() => void acts.approve(chosen.map(({ id }) => id))}
        onDrop={() => void acts.discard(planned.map(({ id }) => id))}
      />
      {undoing && <UndoDialog publication={undoing} acts={acts} onClose={() => setUndoing(undefined)} />}
    </div>
  )
}

/** The one main action of a plan, always in sight; gone when nothing is left to approve. */
function ApproveBar({
  publications,
  chosen,
  isBusy,
  onApprove,
  onDrop,
}: {
  publications: readonly PublicationView[]
  chosen: readonly PublicationView[]
  isBusy: boolean
  onApprove: () => void
  onDrop: () => void
}) {
  const planned = publications.filter(isPlanned).length
  const conflicts = publications.filter(({ status }) => status === 'conflict').length
  if (planned === 0 && conflicts === 0) return null
  const isUndo = chosen.length > 0 && chosen.every(({ undoesId }) => undoesId !== null)
  const products = formatNumberOf(chosen.length, 'product')
  return (
    <div className="sticky bottom-17 z-20 mt-5 flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised p-3 shadow-float md:bottom-6">
      <p role="status" className="figures mr-auto pl-1 text-14 text-ink-soft">
        {planned === 0
          ? `${conflicts === 1 ? 'It was' : `${conflicts} were`} changed in the store. Plan again to go on.`
          : 'Nothing has happened in the store yet.'}
      </p>
      {planned > 1 && (
        <Button variant="quiet" onClick={onDrop} disabled={isBusy}>
          Drop all
        </Button>
      )}
      <Button variant="primary" disabled={chosen.length === 0} busy={isBusy} onClick={onApprove}>
        {isUndo ? 'Undo' : 'Publish'} {planned > 1 ? products : chosen.length === 1 ? 'it' : ''}
      </Button>
    </div>
  )
}

function titleOf(publications: readonly PublicationView[]): string {
  const isPlan = publications.length === 0 || publications.some(isPlanned)
  const what =
    publications.length > 0 && publications.every(({ undoesId }) => undoesId) ? 'Undo' : 'Publication'
  return isPlan ? `${what}: the plan` : what
}

/** How many products there are, and how they stand. */
function leadOf(publications: readonly PublicationView[]): string {
  if (publications.length === 0) return ' '
  const count = (status: PublicationView['status']) =>
    publications.filter((each) => each.status === status).length
  const parts = [
    [count('planned'), 'to be approved'],
    [publications.filter(isUnderWay).length, 'under way'],
    [count('published'), 'published and verified'],
    [count('conflict'), 'changed in the store'],
    [count('failed'), 'not published'],
    [count('stuck'), 'waiting for the store'],
  ] as const
  const states = parts.flatMap(([number, words]) => (number === 0 ? [] : `${number} ${words}`))
  return [formatNumberOf(publications.length, 'product'), ...states].join(' · ')
}

function withOrWithout(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  if (isIn) next.add(id)
  else next.delete(id)
  return next
}

function PlanSkeleton() {
  return (
    <div role="status" aria-label="The plan is loading" className="flex flex-col gap-5">
      {[0, 1].map((card) => (
        <Skeleton key={card} className="h-72 rounded-card!" />
      ))}
    </div>
  )
}
