import { describePlan, type Plan } from './plan-words.ts'

/** What a plan changes, in words; alt texts with both wordings under each other. */
export function PlanLines({ plan }: { plan: Plan }) {
  const lines = describePlan(plan)
  if (lines.length === 0) return <p className="text-13 text-ink-soft">Nothing changes; it is so already.</p>
  return (
    <ul aria-label="What changes" className="flex flex-col gap-1.5 text-13 text-ink-soft">
      {lines.map(({ words, from, to }) => (
        <li key={`${words} ${to}`} className="flex gap-2">
          <span aria-hidden="true" className="mt-2 size-1 shrink-0 rounded-full bg-ink-faint" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {words}
            {to !== undefined && (
              <span className="mt-0.5 block">
                <del className="block text-ink-faint">{from || 'No alt text'}</del>
                <ins className="block text-ink no-underline">{to || 'No alt text'}</ins>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
