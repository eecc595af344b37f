import type { PublicationView } from '@studio/core/publications'
import { TriangleAlert } from 'lucide-react'

/** What somebody changed in the store since the plan, or while it was being made, with both sides of each difference. */
export function ConflictPanel({ conflicts, progress }: Pick<PublicationView, 'conflicts' | 'progress'>) {
  const hadBegun = progress.total > 0
  return (
    <div role="alert" className="rounded-control bg-amber-soft px-4 py-3 text-13">
      <p className="flex items-center gap-2 font-medium">
        <TriangleAlert className="size-4 shrink-0 text-amber" aria-hidden="true" />
        {hadBegun
          ? 'The product was changed in the store while this was being made. What had been done was taken back; the change there stays.'
          : 'The product was changed in the store since this was planned. Nothing was done.'}
      </p>
      <ul className="mt-2 flex flex-col gap-2 md:pl-6">
        {conflicts.map(({ code, message, mediaId, expected, found }) => (
          <li key={`${code} ${mediaId} ${expected} ${found}`} className="min-w-0">
            <p>{message}</p>
            {(expected !== null || found !== null) && (
              <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
                <dt className="text-ink-faint">{hadBegun ? 'Expected' : 'Planned with'}</dt>
                <dd className="[overflow-wrap:anywhere]">{expected || 'nothing'}</dd>
                <dt className="text-ink-faint">Now there</dt>
                <dd className="[overflow-wrap:anywhere]">{found || 'nothing'}</dd>
              </dl>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
