import type { UsageView } from '@studio/core/credits'
import { useQuery } from '@tanstack/react-query'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { Card, EmptyState, LinkButton } from '../../ui/index.ts'

type Use = { id: string; name: string; outputs: number; credits: number }

/** What the pictures that were made have cost, by shot and by model. */
export function UsagePanel({ usage }: { usage: UsageView }) {
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  if (usage.byModel.length === 0) {
    return (
      <EmptyState
        title="Nothing used yet"
        action={
          <LinkButton to="/create" variant="primary">
            Make the first picture
          </LinkButton>
        }
      >
        Once pictures are made, this shows which shots and models your credits went to. Pictures that fail use
        none.
      </EmptyState>
    )
  }
  const nameShot = (id: string) => shots?.find((shot) => shot.id === id)?.name ?? id
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Bars
        title="By shot"
        uses={usage.byShot.map(({ shotId, ...use }) => ({
          ...use,
          id: shotId ?? '',
          name: shotId === null ? 'Your own words' : nameShot(shotId),
        }))}
      />
      <Bars
        title="By model"
        uses={usage.byModel.map(({ modelId, modelName, ...use }) => ({
          ...use,
          id: modelId,
          name: modelName,
        }))}
      />
    </div>
  )
}

/** Each use with a bar as long as its share of the largest. */
function Bars({ title, uses }: { title: string; uses: readonly Use[] }) {
  const most = Math.max(1, ...uses.map(({ credits }) => credits))
  return (
    <Card title={title}>
      <ul className="figures flex flex-col gap-4">
        {uses.map(({ id, name, outputs, credits }) => (
          <li key={id}>
            <div className="flex items-baseline justify-between gap-4 text-14">
              <span className="min-w-0 truncate">{name}</span>
              <span className="shrink-0 text-13 text-ink-soft">
                {formatNumberOf(outputs, 'picture')} · {formatCredits(credits)}
              </span>
            </div>
            <div aria-hidden="true" className="mt-1.5 h-1.5 rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-ink-faint"
                style={{ width: `${(credits / most) * 100}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
