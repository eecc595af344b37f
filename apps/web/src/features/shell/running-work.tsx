import { hasEnded } from '@studio/core/generations'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatNumberOf } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { Spinner, Tooltip } from '../../ui/index.ts'

/** How many generations are queued or running; leads to the one, or to all of them. Nothing when none is. */
export function RunningWork() {
  const { data } = useQuery(trpc.generations.list.queryOptions({ limit: 20 }))
  const open = data?.items.filter(({ status }) => !hasEnded(status)) ?? []
  const [only] = open
  if (only === undefined) return null

  const label = `${formatNumberOf(open.length, 'generation')} running`
  const className =
    'figures flex h-9 items-center gap-2 rounded-control bg-accent-soft px-2.5 font-medium text-13 text-accent-ink'
  const content = (
    <>
      <Spinner />
      <span aria-hidden="true">{open.length}</span>
      <span className="sr-only">{label}</span>
    </>
  )
  return (
    <Tooltip side="bottom" text={label}>
      {open.length === 1 ? (
        <Link to="/generations/$id" params={{ id: only.id }} className={className}>
          {content}
        </Link>
      ) : (
        <Link to="/generations" className={className}>
          {content}
        </Link>
      )}
    </Tooltip>
  )
}
